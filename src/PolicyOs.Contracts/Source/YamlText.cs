using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PolicyOs.Contracts.Source;

/// <summary>A node as YAML text: its JSON, which YAML includes, and the two numbers that JSON lacks.</summary>
internal static class YamlText
{
    internal static string Write(YamlNode node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.Append('\n').ToString();
    }

    private static void Append(StringBuilder text, YamlNode node)
    {
        switch (node)
        {
            case YamlNode.Mapping mapping:
                AppendAll(text, '{', mapping.Entries, entry => Append(text.Append(Quoted(entry.Key)).Append(": "), entry.Value), '}');
                break;
            case YamlNode.Sequence sequence:
                AppendAll(text, '[', sequence.Items, item => Append(text, item), ']');
                break;
            case YamlNode.Scalar scalar:
                text.Append(scalar.Kind == ScalarKind.String ? Quoted(scalar.Text) : scalar.Text);
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder text, char open, IEnumerable<T> items, Action<T> append, char close)
    {
        text.Append(open);
        string between = string.Empty;
        foreach (T item in items)
        {
            text.Append(between);
            append(item);
            // A key on its own line keeps clear of the length that YAML allows a key on one line.
            between = ",\n";
        }

        text.Append(close);
    }

    private static string Quoted(string value) => '"' + JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString() + '"';
}
