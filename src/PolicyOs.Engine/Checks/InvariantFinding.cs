using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Secrets;
using PolicyOs.Engine.Values;

namespace PolicyOs.Engine.Checks;

/// <summary>Puts the failure of an invariant on arguments into words.</summary>
internal static class InvariantFinding
{
    public static Finding Of(CallContext call, DecisionCode code, string list, InvariantFailure failure)
    {
        string path = PathText.Of(failure.Invariant.Path);
        string expected = OperatorText.Of(failure.Operator, call.Bundle);
        string found = failure.Actual is null ? ", and there is no such argument" : string.Empty;
        return Finding.Deny(code, $"{call.Tool.Name}: {path} must {expected} ({list}){found}")
            with
            {
                Path = path,
                Expected = expected,
                Actual = failure.Actual is not null ? SafePreview.Of(failure.Invariant.Path, call.Arguments, call.Contract.Sensitive) : null,
            };
    }
}
