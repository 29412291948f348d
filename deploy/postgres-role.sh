# The database's image runs this once, when it has made the database. Parley connects as a role that is no superuser and makes its own schema; the superuser, whose password it
# gets, is let in from inside the container alone.
psql --set ON_ERROR_STOP=1 --set password="$POSTGRES_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE parley LOGIN PASSWORD :'password';
GRANT CREATE ON DATABASE parley TO parley;
ALTER ROLE CURRENT_USER PASSWORD NULL;
SQL
