using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>Mappings that are one of several things, told apart by a key.</summary>
internal static class ExactlyOne
{
    /// <summary>Whether exactly one of the keys is written; reports otherwise.</summary>
    internal static bool Of(SyntaxNode node, DiagnosticBag report, params ReadOnlySpan<string> keys)
    {
        int found = 0;
        foreach (string key in keys)
        {
            found += node.Node.Find(key) is null ? 0 : 1;
        }

        if (found != 1)
        {
            report.Add(Codes.NotExactlyOne, node.At, $"exactly one of {string.Join(", ", keys!)} is needed, {found} are given");
        }

        return found == 1;
    }
}
