/** The advisory lock under which the tree of divisions changes: paths are made from other rows' paths. */
export const TREE_LOCK = 4_011_950;
