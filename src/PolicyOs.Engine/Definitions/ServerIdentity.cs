using PolicyOs.Contracts.Model;

namespace PolicyOs.Engine.Definitions;

/// <summary>Which server a call really goes to: an approval for one is none for another under the same name.</summary>
internal static class ServerIdentity
{
    public static string Of(Server server) => server.Transport switch
    {
        ServerTransport.Stdio stdio => string.Join('\n', [server.Name, "stdio", stdio.WorkingDirectory, stdio.Command, .. stdio.Arguments]),
        ServerTransport.Http http => string.Join('\n', server.Name, "http", http.Url),
        _ => throw new InvalidOperationException("the transport is not known"),
    };
}
