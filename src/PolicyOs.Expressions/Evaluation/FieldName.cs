using System.Text;
using PolicyOs.Expressions.Syntax;

namespace PolicyOs.Expressions.Evaluation;

/// <summary>A field's name in the two encodings it is looked up in, and the selection it ends, for errors.</summary>
internal sealed class FieldName(string text, SourceSpan span)
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(text);

    public string Text => text;

    public SourceSpan Span => span;

    public ReadOnlySpan<byte> Utf8 => _utf8;
}
