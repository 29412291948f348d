/** What the page says where people sign in. */
export const session = {
  title: 'Sign in',
  note: 'Reading needs nothing. Whoever adds to a record or corrects it does so under a name.',
  token: 'Token',
  hint: 'The token that you were given; whoever keeps the server makes one with “parley token create NAME”. You stay signed in for 12 hours.',
  enter: 'Sign in',
  leave: 'Sign out',
  as: 'You are signed in as',
  unknown: 'This token is not known here. It may have been revoked, or a letter of it may be missing.',
};
