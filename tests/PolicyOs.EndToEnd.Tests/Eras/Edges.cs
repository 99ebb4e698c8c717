using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>The edges and their pairs.</summary>
internal static class Edges
{
    public static Edge[] All { get; } = Enum.GetValues<Edge>();

    /// <summary>
    /// Ways of a client with ways of a server: two of the sixteen, all of them in long runs. The two are a bridge up and a bridge down, over the other
    /// transport each; without a bridge most other tests here work.
    /// </summary>
    public static TheoryData<Edge, Edge> Pairs => LongRuns.Included ? Cross(All, All) : new()
    {
        { Edge.HttpLegacy, Edge.StdioModern },
        { Edge.StdioModern, Edge.HttpLegacy },
    };

    public static bool IsModern(this Edge edge) => edge is Edge.StdioModern or Edge.HttpModern;

    public static bool IsHttp(this Edge edge) => edge is Edge.HttpLegacy or Edge.HttpModern;

    /// <summary>Every way of some clients with every way of some servers; each client and each server stays in a short run with one of the others, most of them across the eras.</summary>
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

        return pairs.LongWhere((_, i) => (i % servers.Length % clients.Length) != ((i / servers.Length) + 1) % clients.Length);
    }
}
