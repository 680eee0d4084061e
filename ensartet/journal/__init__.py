"""The journal: every change of the stated data, in the order in which it was made, and the master of all else.

One folder, one writer, any number of readers. A record is on disk before it is acknowledged; the records are chained by
digest; what the data are follows from the records alone (decision 0024). Derived data are never in it.

    folder     where everything stands, and the lock of the writer
    records    one change as text: RDF Patch with a head
    chain      all records of a folder, read and verified
    contents   the quads that the records add up to, and their digest
    writer     the one who adds records
    snapshots  the quads at a record, kept for a quick start
    history    what changed, when, by whom
    upkeep     scrub, back up, restore, rebuild
    redaction  taking out what should never have been written
"""
