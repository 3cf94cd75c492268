"""GraphRAG: sources, entities and relations, the graph, ranked fragments of it."""
