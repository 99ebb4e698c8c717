using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>The edges and their pairs.</summary>
internal static class Edges
{
    public static Edge[] All { get; } = Enum.GetValues<Edge>();

    /// <summary>
    /// Ways of a client with ways of a server: four of the sixteen, all of them in long runs. The four have each way of a client once and each way
    /// of a server once, so that what one pair alone can break is found there: a bridge up and one down, and no bridge in either era; with the
    /// same transport on both sides and with different ones.
    /// </summary>
    public static TheoryData<Edge, Edge> Pairs => LongRuns.Included ? Cross(All, All) : new()
    {
        { Edge.StdioLegacy, Edge.StdioModern },
        { Edge.StdioModern, Edge.HttpLegacy },
        { Edge.HttpLegacy, Edge.StdioLegacy },
        { Edge.HttpModern, Edge.HttpModern },
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
