using System.Collections;
using System.Text;

namespace PolicyOs.Gateway.Upstream;

/// <summary>Replaces <c>${env:NAME}</c> in values of server settings (spec 1.1).</summary>
internal static class EnvironmentReferences
{
    /// <summary>Replaces every reference.</summary>
    /// <returns>Null, with the variable's name, when one is unset.</returns>
    public static string? Replace(string value, IDictionary environment, out string? unset)
    {
        unset = null;
        int open = value.IndexOf("${env:", StringComparison.Ordinal);
        if (open < 0)
        {
            return value;
        }

        var text = new StringBuilder();
        int copied = 0;
        while (open >= 0)
        {
            int close = value.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }

            string name = value[(open + 6)..close];
            if (environment[name] is not string replacement)
            {
                unset = name;
                return null;
            }

            text.Append(value, copied, open - copied).Append(replacement);
            copied = close + 1;
            open = value.IndexOf("${env:", copied, StringComparison.Ordinal);
        }

        return text.Append(value, copied, value.Length - copied).ToString();
    }
}
