using PolicyOs.Contracts.Model;

namespace PolicyOs.Gateway.Upstream;

/// <summary>Everything that a connection to a server is made with: one under equal terms need not be made anew.</summary>
internal static class ConnectionTerms
{
    /// <summary>The terms as one text.</summary>
    public static string Of(Server server)
    {
        IEnumerable<string> way = server.Transport switch
        {
            ServerTransport.Stdio stdio => ["stdio", stdio.Command, .. stdio.Arguments, "in", stdio.WorkingDirectory, .. stdio.Environment.Select(Pair)],
            ServerTransport.Http http => ["http", http.Url, .. http.Headers.Select(Pair)],
            _ => throw new InvalidOperationException("the transport is not known"),
        };

        // No argument, header or variable holds a NUL.
        return string.Join('\0', [server.Name, .. way, server.Protocol.ToString(), server.StartTimeout.ToString(), server.ClientRequests.ToString(), .. server.Methods]);
    }

    private static string Pair(KeyValuePair<string, string> pair) => $"{pair.Key}={pair.Value}";
}
