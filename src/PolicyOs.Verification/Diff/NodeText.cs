using System.Text;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff;

/// <summary>A node on one line, for people; long ones are cut.</summary>
internal static class NodeText
{
    private const int Longest = 160;

    public static string Of(YamlNode node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.Length <= Longest ? text.ToString() : text.ToString(0, Longest - 1) + "…";
    }

    private static void Append(StringBuilder text, YamlNode node)
    {
        if (text.Length > Longest)
        {
            return;
        }

        switch (node)
        {
            case YamlNode.Mapping mapping:
                text.Append('{');
                foreach (YamlEntry entry in mapping.Entries)
                {
                    text.Append(text[^1] == '{' ? " " : ", ").Append(entry.Key).Append(": ");
                    Append(text, entry.Value);
                }

                text.Append(" }");
                break;
            case YamlNode.Sequence sequence:
                text.Append('[');
                for (int i = 0; i < sequence.Items.Length; i++)
                {
                    text.Append(i == 0 ? string.Empty : ", ");
                    Append(text, sequence.Items[i]);
                }

                text.Append(']');
                break;
            case YamlNode.Scalar scalar:
                // A control character of the author's must not reach a terminal.
                text.Append(string.Concat(scalar.Text.Select(c => char.IsControl(c) ? ' ' : c)));
                break;
        }
    }
}
