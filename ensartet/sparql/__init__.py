"""Free SPARQL: what may be asked (guard), and engines that can be killed (holder, pool)."""
