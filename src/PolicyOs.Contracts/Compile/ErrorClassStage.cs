using System.Text.Json;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary><c>errors</c> of mcp_contract.</summary>
internal sealed class ErrorClassStage : IStage
{
    public void Run(Compilation compilation)
    {
        foreach (ErrorSyntax s in (compilation.Syntax.Mcp?.Errors).OrAbsent())
        {
            ErrorMatch match = Match(s.Match, compilation);
            if (s.Id is not null && compilation.Errors.Declare(s.Id) >= 0)
            {
                compilation.ErrorClasses.Add(new ErrorClass(s.Id.Value, match, s.Recoverability?.Value ?? default));
            }
        }
    }

    /// <summary>A code as text: a string, or an integer as it is written.</summary>
    internal static string? Code(Located<JsonElement>? code, DiagnosticBag report)
    {
        switch (code?.Value.ValueKind)
        {
            case null:
                return null;
            case JsonValueKind.String:
                return code.Value.GetString();
            case JsonValueKind.Number when code.Value.TryGetInt64(out _):
                return code.Value.GetRawText();
            default:
                report.Add(Codes.WrongType, code.At, "expected a string or an integer");
                return null;
        }
    }

    private static ErrorMatch Match(ErrorMatchSyntax? s, Compilation compilation)
    {
        if (s is null)
        {
            return new ErrorMatch(null, null, null);
        }

        bool hasOperators = s.Node.Entries.Any(e => OperatorsSyntax.FullNames.Contains(e.Key));
        if (s.Path is null && hasOperators)
        {
            compilation.Report.Add(Codes.MissingKey, s.At, "required key `path` is missing beside an operator");
        }

        if (s.Node.Entries.IsEmpty)
        {
            compilation.Report.Add(Codes.NothingToMatch, s.At, "`match` matches everything", "give message_regex, code, or path and an operator");
        }

        return new ErrorMatch(
            Code(s.Code, compilation.Report),
            compilation.Patterns.Compile(s.MessageRegex),
            s.Path is null ? null : compilation.Invariants.OnAnything(s));
    }
}
