using System.Text;

namespace PolicyOs.Engine.Checks;

/// <summary>Normalized paths (RFC 9535, section 2.7) of members.</summary>
internal static class MemberPath
{
    public static string Of(string parent, string name)
    {
        if (name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            return $"{parent}.{name}";
        }

        var path = new StringBuilder(parent).Append("['");
        foreach (char c in name)
        {
            _ = c is '\'' or '\\' ? path.Append('\\').Append(c) : path.Append(c);
        }

        return path.Append("']").ToString();
    }
}
