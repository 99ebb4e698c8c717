using System.Text;

namespace PolicyOs.EndToEnd.Tests.Fuzz;

/// <summary>Messages as they are and as nobody should send them; the same ones for the same seed.</summary>
internal sealed class FrameDamage(int seed)
{
    private static readonly byte[] s_marks = "{}[]\",:0-.\\eE tfn"u8.ToArray();

    private static readonly byte[][] s_pieces =
    [
        "\\ud800"u8.ToArray(), "\"id\":1,"u8.ToArray(), "\"Method\":1,"u8.ToArray(), "\"ID\":1,"u8.ToArray(), "\\u0000"u8.ToArray(), "1e99"u8.ToArray(),
        "null"u8.ToArray(), "{\"a\":{\"a\":1,\"a\":2}}"u8.ToArray(), [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xff], [0xef, 0xbb, 0xbf], "\u017f"u8.ToArray(),
    ];

    private readonly Random _random = new(seed);

    /// <summary>One message with one to three damages, without a line feed; one in sixteen is left whole.</summary>
    public byte[] Next(string message, int tooLong)
    {
        List<byte> frame = [.. Encoding.UTF8.GetBytes(message)];
        for (int i = _random.Next(16) == 0 ? 0 : _random.Next(1, 4); i > 0; i--)
        {
            Damage(frame, tooLong);
        }

        frame.RemoveAll(static b => b is (byte)'\n' or (byte)'\r');
        return [.. frame];
    }

    private void Damage(List<byte> frame, int tooLong)
    {
        int at = _random.Next(frame.Count + 1);
        switch (_random.Next(10))
        {
            case 0 when at < frame.Count:
                frame.RemoveAt(at);
                break;
            case 1:
                frame.Insert(at, (byte)_random.Next(256));
                break;
            case 2 when at < frame.Count:
                frame[at] = s_marks[_random.Next(s_marks.Length)];
                break;
            case 3:
                frame.RemoveRange(at, frame.Count - at);
                break;
            case 4:
                frame.InsertRange(at, frame.GetRange(at, Math.Min(_random.Next(1, 30), frame.Count - at)));
                break;
            case 5:
                frame.InsertRange(at, Enumerable.Repeat((byte)'[', _random.Next(1, 90)));
                break;
            case 6 when at < frame.Count && char.IsAsciiLetter((char)frame[at]):
                frame[at] ^= 0x20;
                break;
            case 7 when _random.Next(50) == 0:
                frame.InsertRange(at, Enumerable.Repeat((byte)' ', tooLong));
                break;
            case 8:
                frame.RemoveRange(at, Math.Min(_random.Next(1, 20), frame.Count - at));
                break;
            default:
                frame.InsertRange(at, s_pieces[_random.Next(s_pieces.Length)]);
                break;
        }
    }
}
