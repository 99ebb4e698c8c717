namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>The edges and their pairs.</summary>
internal static class Edges
{
    // In CI every pair; by default each way of a client once and each way of a server once, so that what one pair alone can break is found there:
    // a bridge up and one down, and no bridge in either era; with the same transport on both sides and with different ones.
    private static readonly bool s_all = Environment.GetEnvironmentVariable("POLICYOS_EDGE_PAIRS") == "all";

    public static Edge[] All { get; } = Enum.GetValues<Edge>();

    /// <summary>
    /// Ways of a client with ways of a server: four of the sixteen, all of them in CI (<c>POLICYOS_EDGE_PAIRS=all dotnet test tests/PolicyOs.EndToEnd.Tests</c>).
    /// </summary>
    public static TheoryData<Edge, Edge> Pairs => s_all ? Cross(All, All) : new()
    {
        { Edge.StdioLegacy, Edge.StdioModern },
        { Edge.StdioModern, Edge.HttpLegacy },
        { Edge.HttpLegacy, Edge.StdioLegacy },
        { Edge.HttpModern, Edge.HttpModern },
    };

    public static bool IsModern(this Edge edge) => edge is Edge.StdioModern or Edge.HttpModern;

    public static bool IsHttp(this Edge edge) => edge is Edge.HttpLegacy or Edge.HttpModern;

    public static TheoryData<Edge, Edge> Cross(Edge[] clients, Edge[] servers)
    {
        var pairs = new TheoryData<Edge, Edge>();
        foreach (Edge client in clients)
        {
            foreach (Edge server in servers)
            {
                pairs.Add(client, server);
            }
        }

        return pairs;
    }
}
