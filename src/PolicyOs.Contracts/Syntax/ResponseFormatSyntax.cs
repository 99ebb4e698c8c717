using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>response_format_invariants</c>.</summary>
internal sealed class ResponseFormatSyntax : SyntaxNode
{
    internal static ObjectShape<ResponseFormatSyntax> Shape { get; } = new ObjectShape<ResponseFormatSyntax>(
            "response_format", "Checked on sampling results.")
        .Optional("finish_reason", Is.Text, (s, v) => s.FinishReason = v, "why the answer has to end, in the words of the protocol (toolUse) or of a provider (tool_calls)")
        .Optional("content_when_tool_calls", Words.ContentRules, (s, v) => s.ContentWhenToolCalls = v, "empty or allowed")
        .Optional("tool_calls_present", Is.Flag, (s, v) => s.ToolCallsPresent = v, "whether tool calls must be there");

    internal Located<string>? FinishReason { get; private set; }

    internal Located<bool>? ContentWhenToolCalls { get; private set; }

    internal Located<bool>? ToolCallsPresent { get; private set; }
}
