using PolicyOs.Contracts.Syntax.Shapes;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>session_limits</c>.</summary>
internal sealed class SessionLimitsSyntax : SyntaxNode
{
    internal static ObjectShape<SessionLimitsSyntax> Shape { get; } = new ObjectShape<SessionLimitsSyntax>(
            "session_limits", "Counts, cost, loop, breaker.")
        .Optional("max_steps", Is.Count, (s, v) => s.MaxSteps = v, "proposals, denied ones included")
        .Optional("max_tool_calls", Is.Count, (s, v) => s.MaxToolCalls = v, "dispatched calls, failures included")
        .Optional("max_tool_calls_mode", Words.MaxToolCallsModes, (s, v) => s.MaxToolCallsMode = v, "narrow also hides all tools when the limit is reached; default block")
        .Optional("max_cost_per_session", Is.PositiveNumber, (s, v) => s.MaxCostPerSession = v, "USD")
        .Optional("max_calls_per_tool", Is.MapOf(Is.CountFromZero), (s, v) => s.MaxCallsPerTool = v, "dispatched calls by tool")
        .Optional("loop_detection", LoopDetectionSyntax.Shape, (s, v) => s.LoopDetection = v, "equal proposals in a row")
        .Optional("circuit_breaker", CircuitBreakerSyntax.Shape, (s, v) => s.CircuitBreaker = v, "denials or errors in a row stop the session")
        .Optional("per_principal", PerPrincipalSyntax.Shape, (s, v) => s.PerPrincipal = v, "bounds starting afresh");

    internal Located<int>? MaxSteps { get; private set; }

    internal Located<int>? MaxToolCalls { get; private set; }

    internal Located<bool>? MaxToolCallsMode { get; private set; }

    internal Located<JsonNumber>? MaxCostPerSession { get; private set; }

    internal SyntaxMap<Located<int>> MaxCallsPerTool { get; private set; } = SyntaxMap<Located<int>>.Absent;

    internal LoopDetectionSyntax? LoopDetection { get; private set; }

    internal CircuitBreakerSyntax? CircuitBreaker { get; private set; }

    internal PerPrincipalSyntax? PerPrincipal { get; private set; }
}
