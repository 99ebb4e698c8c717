using System.Globalization;
using System.Text;

namespace PolicyOs.Json.Tests.Strict;

/// <summary>JSON texts made from a seed: every construct of the grammar, with white space and escapes in unusual places.</summary>
internal sealed class RandomJson(int seed)
{
    private static readonly string[] Names = ["a", "b", "id", "name", "é", "long-name-with-more-than-eight-bytes", "", "\\u0061", "a\\/b", "€", "😀", "\\ud83d\\ude00"];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();

    /// <summary>A document of at least the given length in characters, or a little one.</summary>
    public byte[] Document(int length = 0)
    {
        _text.Clear();
        if (length == 0)
        {
            Value(5);
        }
        else
        {
            _text.Append('[');
            while (_text.Length < length)
            {
                Value(8);
                _text.Append(',');
            }

            _text.Append("null]");
        }

        return Encoding.UTF8.GetBytes(_text.ToString());
    }

    /// <summary>Another document in which a few bytes have been changed, taken out, doubled or moved.</summary>
    public byte[] Mutated(byte[] document)
    {
        List<byte> bytes = [.. document];
        for (int changes = _random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
        {
            int at = _random.Next(bytes.Count);
            switch (_random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)_random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, "{}[]\",:\\u0\t d-.e"u8[_random.Next(16)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(_random.Next(12), bytes.Count - at)));
                    break;
                default:
                    bytes[at] = bytes[_random.Next(bytes.Count)];
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Bytes without any plan.</summary>
    public byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    private void Value(int depth)
    {
        Space();
        switch (_random.Next(depth > 0 ? 8 : 5))
        {
            case 0:
                _text.Append("null");
                break;
            case 1:
                _text.Append(_random.Next(2) == 0 ? "true" : "false");
                break;
            case 2 or 3:
                Number();
                break;
            case 4:
                String();
                break;
            case 5:
                Items('[', ']', () => Value(depth - 1));
                break;
            default:
                Items('{', '}', () => Member(depth - 1));
                break;
        }

        Space();
    }

    private void Items(char open, char close, Action item)
    {
        _text.Append(open);
        int count = _random.Next(8) == 0 ? _random.Next(40) : _random.Next(4);
        for (int i = 0; i < count; i++)
        {
            if (i > 0)
            {
                _text.Append(',');
            }

            item();
        }

        Space();
        _text.Append(close);
    }

    private void Member(int depth)
    {
        Space();
        _text.Append('"');
        int name = _random.Next(4);
        _text.Append(name == 0 ? Names[_random.Next(Names.Length)] : _random.Next(name == 1 ? 20 : 1_000_000).ToString("d9", CultureInfo.InvariantCulture));
        _text.Append('"');
        Space();
        _text.Append(':');
        Value(depth);
    }

    private void Number()
    {
        _text.Append(_random.Next(6) switch
        {
            0 => _random.Next(-20, 20).ToString(CultureInfo.InvariantCulture),
            1 => BitConverter.Int64BitsToDouble(_random.NextInt64() & 0x7FDF_FFFF_FFFF_FFFF).ToString("R", CultureInfo.InvariantCulture),
            2 => string.Create(CultureInfo.InvariantCulture, $"{_random.NextInt64()}{_random.NextInt64()}.{_random.Next(100)}0"),
            3 => string.Create(CultureInfo.InvariantCulture, $"{_random.Next(10)}.{_random.Next(1000)}e{_random.Next(-30, 30)}"),
            4 => "-0",
            _ => string.Create(CultureInfo.InvariantCulture, $"{_random.Next(1, 1000)}E+{_random.Next(500)}"),
        });
    }

    private void String()
    {
        _text.Append('"');
        for (int pieces = _random.Next(8); pieces > 0; pieces--)
        {
            _text.Append(_random.Next(8) switch
            {
                0 => "\\n",
                1 => "\\u00e9",
                2 => "\\ud83d\\ude00",
                3 => "é€😀",
                4 => "\\\"",
                5 => "\\u0000\\u001f",
                _ => "plain text that is longer than a vector",
            });
        }

        _text.Append('"');
    }

    private void Space()
    {
        if (_random.Next(6) == 0)
        {
            _text.Append(" \t\r\n"[_random.Next(4)], _random.Next(1, 3));
        }
    }
}
