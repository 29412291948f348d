-- A whole holds what lies in it: one level of the tree, from the levels below it.
UPDATE tree SET low = greatest(tree.low, sums.low), high = greatest(tree.high, sums.high)
FROM sums WHERE tree.depth = @depth AND sums.name = tree.name AND sums.side = tree.side AND sums.parent = tree.fact;
