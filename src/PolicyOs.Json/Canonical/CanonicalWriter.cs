using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using PolicyOs.Json.Strict;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Canonical;

/// <summary>Writes a value depth first; the members of the objects that are open wait, sorted, in pooled memory.</summary>
internal ref struct CanonicalWriter(IBufferWriter<byte> target, CanonicalForm form)
{
    private readonly CanonicalForm _form = form;
    private BufferedOutput _output = new(target);
    private MemberBuffer _members;
    private StrictErrorKind _kind;
    private string? _reason;
    private string _pointer = "";
    private int _depth;

    /// <summary>Why <see cref="Write"/> returned false.</summary>
    public readonly StrictError Error => new(_kind, null, _pointer, _reason + PointerText.Place(_pointer));

    /// <summary>Gives pooled memory back.</summary>
    public void Dispose() => _members.Dispose();

    /// <summary>Writes the whole value, and hands all bytes on.</summary>
    public bool Write(JsonElement value)
    {
        bool written = WriteValue(value);
        _output.Flush();
        return written;
    }

    private bool WriteValue(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return ++_depth <= CanonicalJson.MaxDepth ? WriteObject(value) : FailDepth();
            case JsonValueKind.Array:
                return ++_depth <= CanonicalJson.MaxDepth ? WriteArray(value) : FailDepth();
            case JsonValueKind.String:
                return WriteString(JsonMarshal.GetRawUtf8Value(value)[1..^1]);
            case JsonValueKind.Number:
                return CanonicalNumber.TryWrite(JsonMarshal.GetRawUtf8Value(value), _form, ref _output)
                    || Fail(StrictErrorKind.NumberOutOfRange, "a number is beyond the range of a double");
            default:
                _output.Write(JsonMarshal.GetRawUtf8Value(value));
                return true;
        }
    }

    private bool WriteArray(JsonElement array)
    {
        _output.Write((byte)'[');
        int index = 0;
        foreach (JsonElement item in array.EnumerateArray())
        {
            if (index > 0)
            {
                _output.Write((byte)',');
            }

            if (!WriteValue(item))
            {
                return FailInside(PointerText.Segment(index));
            }

            index++;
        }

        _output.Write((byte)']');
        _depth--;
        return true;
    }

    private bool WriteObject(JsonElement value)
    {
        int first = _members.Count;
        if (!Collect(value))
        {
            return false;
        }

        int end = _members.Count;
        if (_members.Sort(first) is int twice and >= 0)
        {
            Fail(StrictErrorKind.DuplicateProperty, "a property appears more than once in its object");
            return FailInside(PointerText.Segment(Encoding.UTF8.GetString(_members.Name(twice))));
        }

        _output.Write((byte)'{');
        for (int i = first; i < end; i++)
        {
            if (i > first)
            {
                _output.Write((byte)',');
            }

            Member member = _members[i];
            if (member.Escaped)
            {
                CanonicalString.Write(_members.Name(i), ref _output);
            }
            else
            {
                _output.WriteQuoted(_members.Name(i));
            }

            _output.Write((byte)':');
            if (!WriteValue(member.Value))
            {
                return FailInside(PointerText.Segment(Encoding.UTF8.GetString(_members.Name(i))));
            }
        }

        _output.Write((byte)'}');
        _members.Release(first);
        _depth--;
        return true;
    }

    private bool Collect(JsonElement value)
    {
        foreach (JsonProperty property in value.EnumerateObject())
        {
            ReadOnlySpan<byte> name = JsonMarshal.GetRawUtf8PropertyName(property);
            if (!StringScan.IsContent(name, out bool escaped, out StrictFault fault))
            {
                return Fail(fault.Kind, fault.Reason);
            }

            _members.Add(name, escaped, property.Value);
        }

        return true;
    }

    private bool WriteString(ReadOnlySpan<byte> content)
    {
        if (!StringScan.IsContent(content, out bool escaped, out StrictFault fault))
        {
            return Fail(fault.Kind, fault.Reason);
        }

        if (!escaped)
        {
            // What needs no escape has none here either.
            _output.WriteQuoted(content);
            return true;
        }

        byte[] unescaped = ArrayPool<byte>.Shared.Rent(content.Length);
        CanonicalString.Write(unescaped.AsSpan(0, JsonText.Unescape(content, unescaped)), ref _output);
        ArrayPool<byte>.Shared.Return(unescaped);
        return true;
    }

    private bool FailDepth() => Fail(StrictErrorKind.TooDeep, $"objects and arrays are nested deeper than {CanonicalJson.MaxDepth}");

    private bool Fail(StrictErrorKind kind, string reason)
    {
        _kind = kind;
        _reason = reason;
        return false;
    }

    private bool FailInside(string segment)
    {
        _pointer = segment + _pointer;
        return false;
    }
}
