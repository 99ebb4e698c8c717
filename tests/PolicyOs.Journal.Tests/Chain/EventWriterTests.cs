using System.Security.Cryptography;
using System.Text;
using PolicyOs.Journal.Chain;

namespace PolicyOs.Journal.Tests.Chain;

public sealed class EventWriterTests
{
    private const string Id = "019ca000-0000-7000-8000-000000000001";

    private static readonly DateTimeOffset Time = new(2026, 3, 1, 14, 0, 0, 120, TimeSpan.FromHours(2));

    [Fact]
    public void Write_FirstEvent_IsTheDocumentedText()
    {
        var draft = new EventDraft("policyos.call.denied", default) { ActorId = "an\"na", TenantId = "acme" };

        string hash = Write(draft, null, out string body);

        const string Rest =
            """
            "id":"019ca000-0000-7000-8000-000000000001","sequence":1,"source":"policyos/w","specversion":"1.0","subject":"session/a/1","tenantid":"acme","time":"2026-03-01T12:00:00.1200000Z","type":"policyos.call.denied"}
            """;
        const string Start = """{"actorid":"an\"na","data":{"a":1},"datacontenttype":"application/json",""";
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Start + Rest))), hash);
        Assert.Equal($"{Start}\"hash\":\"{hash}\",{Rest}", body);
    }

    [Fact]
    public void Write_PreviousHash_IsCoveredByTheHash() =>
        Assert.NotEqual(Write(new EventDraft("t", default), new string('0', 64), out _), Write(new EventDraft("t", default), new string('1', 64), out _));

    [Fact]
    public void Write_ControlCharacters_AreEscapedAsInRfc8785()
    {
        Write(new EventDraft("t", default) { ActorId = "\b\t\n\f\r\u0001\u001f\u007f\\é😀" }, null, out string body);

        Assert.StartsWith("""{"actorid":"\b\t\n\f\r\u0001\u001f""" + "\u007f" + """\\é😀",""", body, StringComparison.Ordinal);
    }

    private static string Write(EventDraft draft, string? previous, out string body)
    {
        var writer = new EventWriter();
        string hash = writer.Write("policyos/w", Id, "session/a/1", 1, Time, draft, "{\"a\":1}"u8, previous);
        body = Encoding.UTF8.GetString(writer.Body);
        return hash;
    }
}
