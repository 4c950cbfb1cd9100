"""N15, N16, N25: self-evaluation forms against their own figures, the projects and the prose."""
