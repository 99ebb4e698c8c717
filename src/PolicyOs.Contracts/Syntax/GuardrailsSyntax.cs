using PolicyOs.Contracts.Syntax.Shapes;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>guardrails</c> of agent_contract.</summary>
internal sealed class GuardrailsSyntax : SyntaxNode
{
    internal static ObjectShape<GuardrailsSyntax> Shape { get; } = new ObjectShape<GuardrailsSyntax>("guardrails", "Bounds of a session and of a call.")
        .Optional("max_cost_per_session", Is.PositiveNumber, (s, v) => s.MaxCostPerSession = v, "USD")
        .Optional("max_latency_ms_per_call", Is.Count, (s, v) => s.MaxLatencyMsPerCall = v, "caps timeouts.total_ms of every tool")
        .Optional("max_tool_calls", Is.Count, (s, v) => s.MaxToolCalls = v, "dispatched calls of a session");

    internal Located<JsonNumber>? MaxCostPerSession { get; private set; }

    internal Located<int>? MaxLatencyMsPerCall { get; private set; }

    internal Located<int>? MaxToolCalls { get; private set; }
}
