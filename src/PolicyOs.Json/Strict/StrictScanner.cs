using System.Buffers;
using System.Text;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Strict;

/// <summary>One pass over a document: the grammar of RFC 8259 without recursion, and the names of each object as it closes.</summary>
internal ref struct StrictScanner(ReadOnlySpan<byte> utf8, StrictOptions options)
{
    private readonly ReadOnlySpan<byte> _utf8 = utf8;
    private readonly StrictOptions _options = options;
    private NameStack _names = new(utf8);
    private DepthStack _open;
    private ReadOnlySpan<byte[]> _nestedNames;
    private int _position;

    /// <summary>What was found, after <see cref="Scan"/> returned false.</summary>
    public StrictFault Fault { get; private set; }

    /// <summary>Gives pooled memory back.</summary>
    public void Dispose() => _names.Dispose();

    /// <summary>Whether the document is fine.</summary>
    public bool Scan()
    {
        if (!CheckMessage())
        {
            return false;
        }

        while (true)
        {
            if (!ReadValue(out bool opened))
            {
                return false;
            }

            if (opened)
            {
                continue;
            }

            if (!AfterValue(out bool another) || !another)
            {
                return Fault.Reason is null;
            }
        }
    }

    private bool CheckMessage()
    {
        byte first = Peek();
        if (_options.Envelope is null || first == '{' || _position == _utf8.Length)
        {
            return true;
        }

        // What is no JSON at all is better called that.
        return first switch
        {
            (byte)'[' => Fail(StrictErrorKind.Batch, "the message is an array, and batches are not accepted"),
            (byte)'"' or (byte)'-' or (byte)'t' or (byte)'f' or (byte)'n' or (>= (byte)'0' and <= (byte)'9') =>
                Fail(StrictErrorKind.NotAnObject, "the message is not an object"),
            _ => Unexpected("a JSON object"),
        };
    }

    /// <summary>Reads a scalar, an empty container, or the beginning of a container up to its first value.</summary>
    private bool ReadValue(out bool opened)
    {
        opened = false;
        switch (Peek())
        {
            case (byte)'"':
                return ReadString(out _, out _, out _);
            case (byte)'{':
                return OpenContainer(isObject: true, (byte)'}', out opened) && (!opened || ReadName());
            case (byte)'[':
                return OpenContainer(isObject: false, (byte)']', out opened);
            case (byte)'t':
                return ReadLiteral("true"u8);
            case (byte)'f':
                return ReadLiteral("false"u8);
            case (byte)'n':
                return ReadLiteral("null"u8);
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                int end = NumberScan.End(_utf8, _position);
                if (end < 0)
                {
                    return Fail(StrictErrorKind.Malformed, "the number is not written as JSON writes numbers");
                }

                _position = end;
                return true;
            default:
                return Unexpected("a value");
        }
    }

    /// <summary>After a value: closes what closes there, then stops before the next value, or at the end of the document.</summary>
    private bool AfterValue(out bool another)
    {
        another = false;
        while (_open.Depth > 0)
        {
            byte next = Peek();
            bool inObject = _open.IsObject;
            if (next == ',')
            {
                _position++;
                another = true;
                return !inObject || ReadName();
            }

            if (next != (inObject ? '}' : ']'))
            {
                return Unexpected(inObject ? "`,` or `}`" : "`,` or `]`");
            }

            _position++;
            if (!CloseContainer())
            {
                return false;
            }
        }

        Peek();
        return _position == _utf8.Length || Unexpected("nothing after the end of the document");
    }

    private bool OpenContainer(bool isObject, byte close, out bool opened)
    {
        opened = false;
        if (_open.Depth == _options.MaxDepth)
        {
            return Fail(StrictErrorKind.TooDeep, $"objects and arrays are nested deeper than {_options.MaxDepth}");
        }

        _position++;
        _open.Push(isObject, _names.Count);
        opened = Peek() != close;
        if (opened)
        {
            return true;
        }

        _position++;
        return CloseContainer();
    }

    private bool CloseContainer()
    {
        if (!_open.Pop(out int firstName))
        {
            return true;
        }

        int twice = _names.Close(firstName);
        return twice < 0 || FailProperty(StrictErrorKind.DuplicateProperty, twice, "appears more than once in its object");
    }

    private bool ReadName()
    {
        if (Peek() != '"')
        {
            return Unexpected("a property name in double quotes");
        }

        if (!ReadString(out int open, out int close, out bool escaped))
        {
            return false;
        }

        _names.Add(open, close, escaped);
        if (_open.Depth <= 2 && _options.Envelope is not null && !CheckEnvelope(_options.Envelope, open))
        {
            return false;
        }

        if (Peek() != ':')
        {
            return Unexpected("`:`");
        }

        _position++;
        return true;
    }

    private bool CheckEnvelope(EnvelopeNames envelope, int open)
    {
        ReadOnlySpan<byte> name = _names.Last;
        ReadOnlySpan<byte[]> known = _open.Depth == 1 ? envelope.Top : _nestedNames;
        if (_open.Depth == 1)
        {
            _nestedNames = envelope.Below(name);
        }

        byte[]? meant = CaseFolding.VariantOf(name, known);
        return meant is null || FailProperty(StrictErrorKind.CaseVariant, open, $"has to be written `{Encoding.UTF8.GetString(meant)}`");
    }

    private bool ReadString(out int open, out int close, out bool escaped)
    {
        open = _position;
        close = StringScan.End(_utf8, open, out escaped, out StrictFault fault);
        if (close < 0)
        {
            Fault = fault;
            return false;
        }

        _position = close + 1;
        return true;
    }

    private bool ReadLiteral(ReadOnlySpan<byte> literal)
    {
        if (!_utf8[_position..].StartsWith(literal))
        {
            return Unexpected("a value");
        }

        _position += literal.Length;
        return true;
    }

    /// <summary>Skips white space; the byte there, or 0 at the end.</summary>
    private byte Peek()
    {
        while ((uint)_position < (uint)_utf8.Length)
        {
            byte b = _utf8[_position];
            if (b > ' ' || b is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                return b;
            }

            _position++;
        }

        return 0;
    }

    private bool Unexpected(string expected)
    {
        ReadOnlySpan<byte> rest = _utf8[_position..];
        if (rest.IsEmpty)
        {
            return Fail(StrictErrorKind.Malformed, $"the text ends where {expected} should be");
        }

        if (Rune.DecodeFromUtf8(rest, out _, out _) != OperationStatus.Done)
        {
            return Fail(StrictErrorKind.NotUtf8, "the bytes are not UTF-8");
        }

        return Fail(StrictErrorKind.Malformed, rest.StartsWith("\uFEFF"u8) ? "a byte order mark is not part of JSON" : $"expected {expected}");
    }

    private bool Fail(StrictErrorKind kind, string reason)
    {
        Fault = new(kind, _position, reason);
        return false;
    }

    private bool FailProperty(StrictErrorKind kind, int open, string reason)
    {
        int close = StringScan.End(_utf8, open, out _, out _);
        byte[] name = new byte[close - open - 1];
        int length = JsonText.Unescape(_utf8[(open + 1)..close], name);
        Fault = new(kind, open, reason, Encoding.UTF8.GetString(name, 0, length));
        return false;
    }
}
