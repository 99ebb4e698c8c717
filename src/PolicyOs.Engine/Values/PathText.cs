using System.Globalization;
using PolicyOs.Json.Path;

namespace PolicyOs.Engine.Values;

/// <summary>Paths as people write them: <c>$.ticket_id</c> instead of <c>$['ticket_id']</c> where that says the same.</summary>
public static class PathText
{
    /// <summary>A path; one that is not singular as RFC 9535 normalizes it.</summary>
    public static string Of(JsonPath path)
    {
        if (!path.IsSingular)
        {
            return path.ToString();
        }

        string text = "$";
        foreach (PathStep step in path.Segments)
        {
            text = step.Name is { } name ? Member(text, name) : $"{text}[{step.Index.ToString(CultureInfo.InvariantCulture)}]";
        }

        return text;
    }

    /// <summary>The path of a member; in brackets where its name cannot stand after a dot (RFC 9535, section 2.5.1).</summary>
    public static string Member(string parent, string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? $"{parent}.{name}"
            : parent + new PathStep(name);
}
