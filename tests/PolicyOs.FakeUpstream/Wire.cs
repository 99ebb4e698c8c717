namespace PolicyOs.FakeUpstream;

/// <summary>What the fake upstream sends, token by token, so that tests can compare what arrives with what was sent.</summary>
public static class Wire
{
    /// <summary>A result with unknown fields everywhere, an unknown content type and numbers that no double holds.</summary>
    public const string Result =
        """{"content":[{"type":"text","text":"zoë \u2028 😀 \"q\"","x-content":1,"annotations":{"audience":["user"],"x-annotation":2}},""" +
        """{"type":"x-hologram","frames":[{"at":9007199254740993}]}],""" +
        """ "structuredContent":{"zeta":9007199254740993,"alpha":12345678901234567890.12345678901234567890,"huge":1e400,"minus":-0,"trailing":1.50,"none":null},""" +
        """ "x-top":{"vendor":[1,2,{"three":3}]},"isError":false}""";

    /// <summary>A definition with unknown fields everywhere.</summary>
    public const string Definition =
        """{"name":"lossless","title":"L","description":"d","inputSchema":{"type":"object","additionalProperties":true,"x-vendor-schema":{"n":9007199254740993}},""" +
        """ "annotations":{"readOnlyHint":true,"x-annotation":1.10},"icons":[{"src":"data:,","x-icon":1}],"x-vendor":{"a":1e400}}""";

    /// <summary>A definition that hides a character in its description.</summary>
    public const string HiddenDefinition =
        """{"name":"hidden","description":"harmless\u200b","inputSchema":{"type":"object","additionalProperties":true}}""";

    /// <summary>An error with everything an error can have.</summary>
    public const string Error = """{"code":1234,"message":"custom boom","data":{"a":[1,{"b":9007199254740993}],"n":null},"x-error":1}""";

    /// <summary>What the server can do.</summary>
    public const string Capabilities =
        """{"tools":{"listChanged":true},"resources":{"subscribe":true,"listChanged":true},"prompts":{"listChanged":true},"logging":{},"completions":{},"x-capability":{}}""";

    /// <summary>A definition whose argument is repeated in a header.</summary>
    public const string ParameterTool =
        """{"name":"region","inputSchema":{"type":"object","properties":{"where":{"type":"string","x-mcp-header":"Region"}},"additionalProperties":true}}""";

    /// <summary>The definition of a tool that has nothing but its name.</summary>
    public static string Tool(string name) => $$$"""{"name":"{{{name}}}","inputSchema":{"type":"object","additionalProperties":true}}""";
}
