-- A dispute over a delivery that its giver took back was decided by nobody. A new value may be used only after its own commit.
alter type "DisputeState" add value 'WITHDRAWN';
