using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary><c>allowed_errors</c> of a tool.</summary>
internal static class ToolErrors
{
    internal static AllowedError Compile(AllowedErrorSyntax s, Compilation compilation)
    {
        if (s.Node.Find("code") is null && s.Node.Find("message_regex") is null)
        {
            compilation.Report.Add(Codes.NothingToMatch, s.At, "the entry matches every error", "give `code` or `message_regex`");
        }

        return new AllowedError(
            ErrorClassStage.Code(s.Code, compilation.Report), compilation.Patterns.Compile(s.MessageRegex), s.Description?.Value);
    }
}
