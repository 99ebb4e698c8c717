namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>The edges and their pairs.</summary>
internal static class Edges
{
    public static Edge[] All { get; } = Enum.GetValues<Edge>();

    /// <summary>Every way of a client with every way of a server.</summary>
    public static TheoryData<Edge, Edge> Pairs => Cross(All, All);

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
