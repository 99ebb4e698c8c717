using System.Text.Json.Nodes;

namespace PolicyOs.Mcp.Demo;

/// <summary>What a demo tool answers. A closed hierarchy.</summary>
internal abstract record DemoReply
{
    private DemoReply()
    {
    }

    /// <summary>A result, sent as structured content and as the same JSON in a text block.</summary>
    public sealed record Result(JsonObject Structured) : DemoReply;

    /// <summary>The tool's own error (<c>isError: true</c>) in words.</summary>
    public sealed record Failure(string Message) : DemoReply;
}
