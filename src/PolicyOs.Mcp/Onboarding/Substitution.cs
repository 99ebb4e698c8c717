using System.Collections;
using System.Text;
using System.Text.RegularExpressions;

namespace PolicyOs.Mcp.Onboarding;

/// <summary>The substitutions of clients in their configuration: <c>${NAME}</c>, <c>${NAME:-default}</c>, <c>${env:NAME}</c>, <c>${input:id}</c>, <c>${workspaceFolder}</c>.</summary>
internal static partial class Substitution
{
    /// <summary>Puts values in place of every reference.</summary>
    /// <returns>The text, or the variable that is not set.</returns>
    public static (string? Text, string? Unset) Expand(string text, IDictionary environment, string? folder)
    {
        string? unset = null;
        string expanded = Reference().Replace(text, match =>
        {
            if (Known(match.Groups["name"].Value, folder) is { } known)
            {
                return known;
            }

            string name = Variable(match);
            string? value = environment[name] as string ?? (match.Groups["default"].Success ? match.Groups["default"].Value : null);
            unset ??= value is null ? name : null;
            return value ?? "";
        });
        return unset is null ? (expanded, null) : (null, unset);
    }

    /// <summary>Writes references as a bundle does, <c>${env:NAME}</c>; what the client knows by itself is put in place.</summary>
    /// <returns>Null when there is no reference to a variable.</returns>
    public static string? ToBundle(string text, string? folder)
    {
        bool hasVariable = false;
        string written = Reference().Replace(text, match =>
        {
            if (Known(match.Groups["name"].Value, folder) is { } known)
            {
                return known;
            }

            hasVariable = true;
            return $"${{env:{Variable(match)}}}";
        });
        return hasVariable ? written : null;
    }

    /// <summary>A name that a variable can have.</summary>
    public static string VariableName(string text)
    {
        var name = new StringBuilder();
        foreach (char c in text)
        {
            name.Append(char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_');
        }

        return name.ToString();
    }

    private static string Variable(Match match) => match.Groups["input"].Success ? VariableName(match.Groups["name"].Value) : match.Groups["name"].Value;

    private static string? Known(string name, string? folder) => name switch
    {
        "workspaceFolder" or "workspaceRoot" => folder ?? Environment.CurrentDirectory,
        "workspaceFolderBasename" => Path.GetFileName(folder ?? Environment.CurrentDirectory),
        "userHome" => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        "pathSeparator" or "/" => Path.DirectorySeparatorChar.ToString(),
        _ => null,
    };

    [GeneratedRegex("""\$\{(env:|(?<input>input:))?(?<name>[A-Za-z_/][A-Za-z0-9_.-]*)(:-(?<default>[^}]*))?\}""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
