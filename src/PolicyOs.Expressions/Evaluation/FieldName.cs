using System.Text;

namespace PolicyOs.Expressions.Evaluation;

/// <summary>A field's name in the two encodings it is looked up in.</summary>
internal sealed class FieldName(string text)
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(text);

    public string Text => text;

    public ReadOnlySpan<byte> Utf8 => _utf8;
}
