namespace PolicyOs.EndToEnd.Tests.Fuzz;

/// <summary>The messages that are damaged: requests of both eras, notifications, an answer to nothing.</summary>
internal static class FrameSeeds
{
    /// <summary>Of the era with a handshake; <c>ID</c> stands for the id.</summary>
    public static string[] Legacy { get; } =
    [
        """{"jsonrpc":"2.0","id":ID,"method":"tools/list","params":{}}""",
        """{"jsonrpc":"2.0","id":ID,"method":"tools/call","params":{"name":"read_thread","arguments":{"thread_id":"T-1002"},"_meta":{"progressToken":"p"}}}""",
        """{"jsonrpc":"2.0","id":ID,"method":"no/such","params":{"name":"é 😀 \ud83d\ude00","arguments":[1,2.50,-0,1e3,true,null,{"deep":[[{"x":[]}]]}]}}""",
        """{"jsonrpc":"2.0","id":"s-ID","method":"resources/read","params":{"uri":"a://b"}}""",
        """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"none","reason":"r"}}""",
        """{"jsonrpc":"2.0","id":ID,"result":{"action":"accept","content":{}}}""",
        """{"jsonrpc":"2.0","id":ID,"method":"prompts/get","params":{"name":"none","arguments":{"a":"b"}}}""",
    ];

    /// <summary>Of the era without.</summary>
    public static string[] Modern { get; } = [.. new[] { "server/discover", "tools/list", "tools/call" }.Select(method =>
        $$$$"""{"jsonrpc":"2.0","id":ID,"method":"{{{{method}}}}","params":{"name":"read_thread","arguments":{"thread_id":"T-1002"},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"x":[1,{"y":"z"}]}}}""")];

    /// <summary>How many frames are sent; POLICYOS_FUZZ_ROUNDS makes it more.</summary>
    public static int Rounds { get; } = int.TryParse(Environment.GetEnvironmentVariable("POLICYOS_FUZZ_ROUNDS"), out int rounds) ? rounds : 4_000;
}
