using System.Text.Json.Serialization;
using ModelContextProtocol.Server;

namespace PolicyOs.Benchmarks.Load;

/// <summary><c>-- sdk-server</c>: the demo inbox's read tool as somebody would write it with the official C# SDK.</summary>
internal static class SdkServer
{
    /// <summary>Serves over the standard streams until they end.</summary>
    public static async Task RunAsync()
    {
        var options = new McpServerOptions
        {
            ServerInfo = new() { Name = "inbox", Version = "1.0.0" },
            ToolCollection =
            [
                McpServerTool.Create(Read, new() { Name = "threads.read", Description = "Reads a thread.", UseStructuredContent = true }),
                McpServerTool.Create(Archive, new() { Name = "threads.archive", Description = "Archives a thread." }),
            ],
        };
        await using McpServer server = McpServer.Create(new StdioServerTransport("inbox"), options);
        await server.RunAsync();
    }

    private static Thread Read(string thread_id) => new(
        thread_id,
        "Invoice 4711",
        [new("ada@example.com", "The invoice is attached; it is due on Friday."), new("bob@example.com", "Thank you, paid today.")]);

    private static string Archive(string thread_id) => thread_id;

    internal sealed record Thread(
        [property: JsonPropertyName("thread_id")] string Id,
        [property: JsonPropertyName("subject")] string Subject,
        [property: JsonPropertyName("messages")] Message[] Messages);

    internal sealed record Message([property: JsonPropertyName("from")] string From, [property: JsonPropertyName("body")] string Body);
}
