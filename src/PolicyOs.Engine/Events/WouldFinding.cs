using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Events;

/// <summary>What enforce would have said of a call that advise or observe let through (spec 2.7).</summary>
/// <param name="IsAsk">would_ask, else would_deny.</param>
/// <param name="Code">The code.</param>
/// <param name="Check">The check.</param>
/// <param name="Message">In plain words; holds no argument value.</param>
public sealed record WouldFinding(bool IsAsk, DecisionCode Code, string Check, string Message);
