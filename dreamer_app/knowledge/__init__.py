"""GraphRAG: sources, entities and relations, the graph, ranked fragments of it."""

from dreamer_app.knowledge.graph_rag import GraphRAG

__all__ = ["GraphRAG"]
