using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PolicyOs.Journal.Chain;
using PolicyOs.Json.Canonical;
using PolicyOs.Testing;

namespace PolicyOs.Journal.Tests.Chain;

public sealed class EventPropertyTests
{
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Write_AnyEvent_IsCanonicalAndReadsBack() => Prop.ForAll(
        ArbMap.Default.ArbFor<(NonNull<string>, NonNull<string>, string?, PositiveInt)>(),
        static given =>
        {
            (NonNull<string> name, NonNull<string> value, string? actor, PositiveInt sequence) = given;
            byte[] data = EventData.Canonical(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { [Whole(name.Get)!] = Whole(value.Get)! }));
            var draft = new EventDraft("policyos.call.denied", data) { ActorId = Whole(actor), TenantId = Whole(value.Get) };
            var writer = new EventWriter();
            string hash = writer.Write("policyos/w", "019ca000-0000-7000-8000-000000000001", "session/a/" + sequence.Get, sequence.Get, Time, draft, data, null);
            byte[] body = writer.Body.ToArray();

            JournalEvent read = EventReader.Read(body);
            Assert.Equal(Canonical(body), body);
            Assert.True(EventBody.HashHolds(body));
            Assert.Equal(hash, Encoding.ASCII.GetString(EventBody.ClaimedHash(body)));
            Assert.Equal(draft with { Data = default }, read.Draft with { Data = default });
            Assert.Equal(data, read.Draft.Data.ToArray());
            Assert.Equal((sequence.Get, Time, hash), ((int)read.Sequence, read.Time, read.Hash));
            Assert.Equal(hash, writer.Write(read));
        }).Check(Seeded.Times(100));

    [Fact]
    public void HashHolds_AnyByteChanged_IsFalse()
    {
        var writer = new EventWriter();
        writer.Write("policyos/w", "019ca000-0000-7000-8000-000000000001", "session/a/1", 1, Time, new EventDraft("t", default), "{\"hash\":\"\"}"u8, null);
        byte[] body = writer.Body.ToArray();
        for (int i = 0; i < body.Length; i++)
        {
            body[i] ^= 1;
            Assert.False(EventBody.HashHolds(body), $"byte {i}");
            body[i] ^= 1;
        }

        Assert.True(EventBody.HashHolds(body));
    }

    // Half characters have no UTF-8; the journal is never given any.
    private static string? Whole(string? text) => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static byte[] Canonical(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var target = new ArrayBufferWriter<byte>();
        CanonicalJson.Write(json.RootElement, target, CanonicalForm.Exact);
        return target.WrittenSpan.ToArray();
    }
}
