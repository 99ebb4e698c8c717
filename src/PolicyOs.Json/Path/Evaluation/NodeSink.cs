namespace PolicyOs.Json.Path.Evaluation;

/// <summary>Collects what a segment selects, up to as many nodes as anybody asks for.</summary>
internal sealed class NodeSink(int most)
{
    /// <summary>What was selected.</summary>
    public List<Node> Nodes { get; } = [];

    /// <summary>Whether no more are needed.</summary>
    public bool IsFull => Nodes.Count >= most;
}
