using System.Buffers.Binary;
using System.Text;

namespace PolicyOs.EndToEnd.Tests.Observability;

/// <summary>A protobuf message, read by field numbers alone (Protocol Buffers, encoding). It shares no code with what wrote it.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Field, ulong Number, byte[]? Bytes)> _fields = [];

    public ProtoMessage(ReadOnlySpan<byte> message)
    {
        while (!message.IsEmpty)
        {
            ulong key = Varint(ref message);
            int field = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    _fields.Add((field, Varint(ref message), null));
                    break;
                case 1:
                    _fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(message), null));
                    message = message[8..];
                    break;
                case 2:
                    int length = (int)Varint(ref message);
                    _fields.Add((field, 0, message[..length].ToArray()));
                    message = message[length..];
                    break;
                case 5:
                    _fields.Add((field, BinaryPrimitives.ReadUInt32LittleEndian(message), null));
                    message = message[4..];
                    break;
                default:
                    throw new InvalidDataException($"wire type {key & 7}");
            }
        }
    }

    /// <summary>The messages under a field.</summary>
    public IEnumerable<ProtoMessage> All(int field) => _fields.Where(f => f.Field == field && f.Bytes is not null).Select(f => new ProtoMessage(f.Bytes));

    /// <summary>The messages under a path of fields.</summary>
    public IEnumerable<ProtoMessage> Path(params int[] fields) => fields.Aggregate<int, IEnumerable<ProtoMessage>>([this], (found, field) => found.SelectMany(m => m.All(field)));

    /// <summary>A string; empty when absent.</summary>
    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

    /// <summary>Bytes in hexadecimal; empty when absent.</summary>
    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field));

    /// <summary>A number; 0 when absent.</summary>
    public long Number(int field) => (long)_fields.LastOrDefault(f => f.Field == field && f.Bytes is null).Number;

    /// <summary>KeyValue messages under a field, values as text (OTLP, common.proto).</summary>
    public Dictionary<string, string> Attributes(int field) => All(field).ToDictionary(pair => pair.Text(1), pair => pair.All(2).Select(ValueOf).FirstOrDefault() ?? "", StringComparer.Ordinal);

    private static string ValueOf(ProtoMessage value) => value._fields switch
    {
        [(1, _, { } text)] => Encoding.UTF8.GetString(text),
        [(3, var number, null)] => ((long)number).ToString(System.Globalization.CultureInfo.InvariantCulture),
        [(_, var number, _)] => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "",
    };

    private static ulong Varint(ref ReadOnlySpan<byte> message)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = message[0];
            message = message[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private byte[] Bytes(int field) => _fields.LastOrDefault(f => f.Field == field).Bytes ?? [];
}
