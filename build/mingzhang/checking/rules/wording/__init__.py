"""N17–N21, N23, N26–N28: reasons, units, years, names, leftovers of the template, copies, spelling."""
