using System.Collections.Immutable;
using System.Text;
using PolicyOs.Contracts.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PolicyOs.Contracts.Source;

/// <summary>
/// Builds the node tree of one file from YamlDotNet's events, strictly: no duplicate keys, no tags beside the core schema's, one
/// document, aliases bounded (spec 1.1). The parser's object mapping is not used: it would guess types and lose places.
/// </summary>
internal sealed class YamlReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _file;
    private readonly DiagnosticBag _report;
    private readonly Parser _parser;
    private readonly AnchorTable _anchors;

    private YamlReader(string file, string text, DiagnosticBag report)
    {
        _file = file;
        _report = report;
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        _anchors = new AnchorTable(report);
    }

    /// <summary>The document of a file; null when there is none that can be used, which is then reported.</summary>
    internal static YamlNode? Read(SourceFile file, DiagnosticBag report)
    {
        if (!TryDecode(file, report, out string text))
        {
            return null;
        }

        try
        {
            return new YamlReader(file.Path, text, report).ReadStream();
        }
        catch (YamlException e)
        {
            report.Add(Codes.MalformedYaml, Later(file.Path, e.Start, e.End), $"not readable as YAML: {Plain(e.Message)}");
        }
        catch (YamlRefusedException)
        {
            // Reported where it was found; the rest of the file means nothing.
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            // The parser has slips of its own on malformed input; they are the author's malformed input all the same.
            report.Add(Codes.MalformedYaml, SourceSpan.StartOf(file.Path), "not readable as YAML");
        }

        return null;
    }

    /// <summary>The text of a file, a byte order mark removed.</summary>
    internal static bool TryDecode(SourceFile file, DiagnosticBag report, out string text)
    {
        ReadOnlySpan<byte> bytes = file.Bytes;
        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        try
        {
            text = StrictUtf8.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            report.Add(Codes.NotUtf8, SourceSpan.StartOf(file.Path), "the file is not UTF-8");
            text = string.Empty;
            return false;
        }
    }

    private YamlNode? ReadStream()
    {
        _parser.MoveNext();
        _parser.MoveNext();
        if (_parser.Current is StreamEnd or null)
        {
            _report.Add(Codes.EmptyFile, SourceSpan.StartOf(_file), "the file is empty");
            return null;
        }

        _parser.MoveNext();
        YamlNode root = ReadNode(depth: 1);
        _parser.MoveNext();
        if (_parser.Current is DocumentStart second)
        {
            _report.Add(Codes.SecondDocument, SpanOf(second), "a second document starts here", "a file holds one document; remove the `---`");
        }

        return root;
    }

    /// <summary>Reads the node that starts at the current event and moves past it.</summary>
    private YamlNode ReadNode(int depth)
    {
        ParsingEvent start = _parser.Current!;
        SourceSpan at = SpanOf(start);
        if (depth > AnchorTable.MaxDepth)
        {
            throw Refuse(Codes.TooDeep, at, $"nested more than {AnchorTable.MaxDepth} levels deep");
        }

        _parser.MoveNext();
        if (start is AnchorAlias alias)
        {
            return _anchors.Resolve(alias.Value.Value, at, depth);
        }

        if (start is not NodeEvent node)
        {
            // The parser lets some malformed flow mappings through as a key without a value.
            throw Refuse(Codes.MalformedYaml, at, "not readable as YAML: a value is missing before this");
        }

        string? anchor = node.Anchor.IsEmpty ? null : node.Anchor.Value;
        if (anchor is not null)
        {
            _anchors.Open(anchor);
        }

        YamlNode read = node switch
        {
            Scalar scalar => ReadScalar(scalar, at),
            SequenceStart sequence => ReadSequence(sequence, at, depth),
            MappingStart mapping => ReadMapping(mapping, at, depth),
            _ => throw Refuse(Codes.MalformedYaml, at, "not readable as YAML"),
        };
        if (anchor is not null)
        {
            _anchors.Close(anchor, read);
        }

        return read;
    }

    private YamlNode.Scalar ReadScalar(Scalar scalar, SourceSpan at)
    {
        if (scalar.Value.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0 && !IsWellFormed(scalar.Value))
        {
            throw Refuse(Codes.MalformedYaml, at, "the text holds half of a surrogate pair");
        }

        string tag = scalar.Tag.IsEmpty ? string.Empty : scalar.Tag.Value;
        if (tag is "!" or CoreTags.String || (tag.Length == 0 && !scalar.IsPlainImplicit))
        {
            return new YamlNode.Scalar(at, ScalarKind.String, scalar.Value);
        }

        (ScalarKind kind, string text) = CoreSchema.Resolve(scalar.Value);
        if (!CoreTags.Admits(tag, kind))
        {
            _report.Add(Codes.ForeignTag, at, $"tag `{tag}` is not one of the core schema, or does not fit the value");
            return new YamlNode.Scalar(at, ScalarKind.String, scalar.Value);
        }

        return new YamlNode.Scalar(at, kind, text);
    }

    private YamlNode.Sequence ReadSequence(SequenceStart start, SourceSpan at, int depth)
    {
        RequireTag(start.Tag, CoreTags.Sequence, at);
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (_parser.Current is not SequenceEnd)
        {
            items.Add(ReadNode(depth + 1));
        }

        _parser.MoveNext();
        return new YamlNode.Sequence(at, items.ToImmutable());
    }

    private YamlNode.Mapping ReadMapping(MappingStart start, SourceSpan at, int depth)
    {
        RequireTag(start.Tag, CoreTags.Mapping, at);
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        while (_parser.Current is not MappingEnd)
        {
            SourceSpan keyAt = SpanOf(_parser.Current!);
            string? key = _parser.Current is Scalar plain ? plain.Value : null;
            if (ReadNode(depth + 1) is YamlNode.Scalar aliased)
            {
                key ??= aliased.Text;
            }

            YamlNode value = ReadNode(depth + 1);
            if (key is null)
            {
                _report.Add(Codes.KeyNotText, keyAt, "a key must be a plain name");
            }
            else if (!seen.TryAdd(key, keyAt.Line))
            {
                _report.Add(Codes.DuplicateKey, keyAt, $"duplicate key `{key}`, already given on line {seen[key]}", "keep one, and merge what both hold into it");
            }
            else
            {
                entries.Add(new YamlEntry(key, keyAt, value));
            }
        }

        _parser.MoveNext();
        return new YamlNode.Mapping(at, entries.ToImmutable());
    }

    private void RequireTag(TagName tag, string expected, SourceSpan at)
    {
        if (!tag.IsEmpty && tag.Value is var text && text != "!" && text != expected)
        {
            _report.Add(Codes.ForeignTag, at, $"tag `{text}` is not one of the core schema, or does not fit the value");
        }
    }

    private YamlRefusedException Refuse(DiagnosticCode code, SourceSpan at, string message)
    {
        _report.Add(code, at, message);
        return new YamlRefusedException();
    }

    private SourceSpan SpanOf(ParsingEvent e) => Span(_file, e.Start, e.End);

    private static SourceSpan Span(string file, Mark start, Mark end)
    {
        int length = start.Line == end.Line && end.Column > start.Column ? (int)(end.Column - start.Column) : 0;
        return new SourceSpan(file, Math.Max(1, (int)start.Line), Math.Max(1, (int)start.Column), length);
    }

    /// <summary>The parser tells where a construct begins and where it gave up; the author looks for the second.</summary>
    private static SourceSpan Later(string file, Mark start, Mark end) =>
        end.Line > start.Line || (end.Line == start.Line && end.Column > start.Column) ? Span(file, end, end) : Span(file, start, start);

    private static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The parser's words in our form: no trailing stop, no capital.</summary>
    private static string Plain(string message)
    {
        string text = message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
        int marks = text.IndexOf("): ", StringComparison.Ordinal);
        text = text.StartsWith('(') && marks > 0 ? text[(marks + 3)..] : text;
        return text.Length > 1 && char.IsUpper(text[0]) && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
    }
}
