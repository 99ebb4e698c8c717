using System.Text;
using System.Text.Json;
using PolicyOs.Engine.Secrets;
using PolicyOs.Engine.Tests.Bundles;

namespace PolicyOs.Engine.Tests.Secrets;

public sealed class SecretTests
{
    // Put together here, so that no scanner takes this file for a leak.
    private static readonly string GitHub = "gh" + "p_0123456789abcdefghijklmnopqrstuvwxyz";

    public static TheoryData<string, string> Forms => new()
    {
        { "private_key", "-----BEGIN " + "RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----" },
        { "aws_access_key", "AK" + "IAIOSFODNN7EXAMPLE" },
        { "gcp_api_key", "AI" + "za" + new string('x', 35) },
        { "azure_account_key", "AccountKey=" + new string('a', 86) + "==" },
        { "azure_client_secret", "abc8Q~" + new string('x', 33) },
        { "github_token", GitHub },
        { "github_token", "github_" + "pat_" + new string('A', 30) },
        { "slack_token", "xox" + "b-1234567890-abcdef" },
        { "stripe_key", "sk_" + "live_" + new string('4', 24) },
        { "openai_key", "sk-" + "proj-" + new string('q', 40) },
        { "openai_key", "sk-" + new string('q', 48) },
        { "anthropic_key", "sk-" + "ant-api03-" + new string('z', 40) },
        { "jwt", "eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxIn0.c2lnbmF0dXJl" },
        { "bearer_token", "Authorization: Bearer " + new string('t', 32) },
        { "connection_string", "postgres://app:hunter2@db.internal/app" },
        { "connection_string", "Server=db;User Id=app;Password=hunter2;" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void KindOf_EveryForm_AlsoInsideTextEncodedAndWithInvisibleCharacters(string kind, string secret)
    {
        Assert.Equal(kind, SecretText.KindOf(secret));
        Assert.Equal(kind, SecretText.KindOf($"see {secret} there"));
        Assert.Equal(kind, SecretText.KindOf(secret[..3] + "\u200B\u2060" + secret[3..]));
        Assert.Equal(kind, SecretText.KindOf(Convert.ToBase64String(Encoding.UTF8.GetBytes("key: " + secret))));
        Assert.Equal(kind, SecretText.KindOf(string.Concat(Encoding.UTF8.GetBytes(secret).Select(static b => $"%{b:X2}"))));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Redact_LeavesNothingOfIt(string kind, string secret)
    {
        string redacted = SecretText.Redact($"before {secret} after");
        Assert.Contains($"[REDACTED:{kind}]", redacted, StringComparison.Ordinal);
        Assert.Null(SecretText.KindOf(redacted));
        Assert.StartsWith("before ", redacted, StringComparison.Ordinal);
        Assert.Contains("[REDACTED:", SecretText.Redact(secret[..3] + "\u200B" + secret[3..]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the bearer of this letter")]
    [InlineData("ask-the-audience-about-everything")]
    [InlineData("https://example.com/a?b=c")]
    [InlineData("mail: someone@example.com")]
    [InlineData("password")]
    [InlineData("reset your password; it expired")]
    [InlineData("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("3fa85f64-5717-4562-b3fc-2c963f66afa6")]
    public void KindOf_OrdinaryText_Null(string text) => Assert.Null(SecretText.KindOf(text));

    [Fact]
    public void Find_NamesThePath()
    {
        JsonElement document = Make.Json($$"""{"a": [1, {"x y": "{{GitHub}}"}]}""");
        Assert.Equal("$.a[1]['x y']", SecretScan.Find(document, "$")!.Path);
        Assert.Equal("$", SecretScan.Find(Make.Json($$"""{"{{GitHub}}": 1}"""), "$")!.Path);
        Assert.Null(SecretScan.Find(Make.Json("""{"a": [1, null, true, "b"]}"""), "$"));
    }

    [Fact]
    public void Mask_SensitiveAndSecrets_LeavesTheRestAsWritten()
    {
        JsonElement masked = Masking.Mask(
            Make.Json($$"""{"n": 1.50e1, "big": 9007199254740993, "card": {"no": "4111"}, "list": [{"pin": 1}, {"pin": 2}], "s": "{{GitHub}}"}"""),
            [Make.Path("$.card"), Make.Path("$.list[*].pin")],
            secrets: true);
        Assert.Equal(
            """{"n":1.50e1,"big":9007199254740993,"card":"[REDACTED:sensitive]","list":[{"pin":"[REDACTED:sensitive]"},{"pin":"[REDACTED:sensitive]"}],"s":"[REDACTED:github_token]"}""",
            masked.GetRawText());
    }

    [Fact]
    public void ResultMask_StructuredJsonTextAndOtherText()
    {
        JsonElement masked = ResultMasking.Mask(
            Make.Json("""
            {"content": [{"type": "text", "text": "{\"card\": \"4111222\", \"n\": 1.0}"}, {"type": "text", "text": "paid with 4111222."}, {"type": "image", "data": "AAAA"}],
             "structuredContent": {"card": "4111222", "n": 1.0}, "x-unknown": 9007199254740993}
            """),
            [Make.Path("$.card")],
            secrets: true);
        Assert.Equal(
            """{"content":[{"type":"text","text":"{\"card\":\"[REDACTED:sensitive]\",\"n\":1.0}"},{"type":"text","text":"paid with [REDACTED:sensitive]."},{"type":"image","data":"AAAA"}],"structuredContent":{"card":"[REDACTED:sensitive]","n":1.0},"x-unknown":9007199254740993}""",
            masked.GetRawText());
    }

    [Theory]
    [InlineData("""{"content":[{"type":"text","text":"{\"a\":\"plain\",\"n\":1.50}"}],"structuredContent":{"a":"plain","n":1.50}}""")]
    [InlineData("""{"content":[{"type":"text","text":"\u0068ello \n %"}]}""")]
    public void ResultMask_WithoutASecret_LeavesTheResultAsSent(string result) =>
        Assert.Equal(result, ResultMasking.Mask(JsonElement.Parse(result), [], secrets: true).GetRawText());

    [Theory]
    [InlineData("""{"content":[{"type":"text","text":"{\"a\":\"@\"}"}]}""")]
    [InlineData("""{"content":[{"type":"text","text":"{\"\\u0061\":\"@\"}"}]}""")]
    [InlineData("""{"structuredContent":{"@":1}}""")]
    [InlineData("""{"other":{"a":["@"]}}""")]
    [InlineData("""{"content":[{"type":"text","text":"{\"a\":\"\\u0067#\"}"}]}""")]
    public void ResultMask_WithASecretAnywhere_LeavesNothingOfIt(string form)
    {
        string result = form.Replace("@", GitHub, StringComparison.Ordinal).Replace("#", GitHub[1..], StringComparison.Ordinal);

        string masked = ResultMasking.Mask(JsonElement.Parse(result), [], secrets: true).GetRawText();

        Assert.DoesNotContain(GitHub[4..], masked, StringComparison.Ordinal);
        Assert.Contains("[REDACTED:", masked, StringComparison.Ordinal);
    }
}
