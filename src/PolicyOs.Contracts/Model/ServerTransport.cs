using System.Collections.Immutable;

namespace PolicyOs.Contracts.Model;

/// <summary>How a server is reached. A closed hierarchy.</summary>
public abstract record ServerTransport
{
    private ServerTransport()
    {
    }

    /// <summary>A child process over its standard streams.</summary>
    /// <param name="Command">A program on PATH or a path; <c>policyos</c> is this executable.</param>
    /// <param name="Arguments">Passed as they are; no shell.</param>
    /// <param name="WorkingDirectory">Absolute.</param>
    /// <param name="Environment">Beside the allow-list of spec 3.1; values may hold <c>${env:NAME}</c>.</param>
    public sealed record Stdio(
        string Command,
        ImmutableArray<string> Arguments,
        string WorkingDirectory,
        ImmutableArray<KeyValuePair<string, string>> Environment) : ServerTransport;

    /// <summary>Streamable HTTP.</summary>
    /// <param name="Url">May hold <c>${env:NAME}</c>.</param>
    /// <param name="Headers">Values may hold <c>${env:NAME}</c>.</param>
    public sealed record Http(string Url, ImmutableArray<KeyValuePair<string, string>> Headers) : ServerTransport;
}
