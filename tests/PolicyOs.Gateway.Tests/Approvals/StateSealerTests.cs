using System.Buffers.Text;
using PolicyOs.Gateway.Approvals;

namespace PolicyOs.Gateway.Tests.Approvals;

public sealed class StateSealerTests : IDisposable
{
    private static readonly byte[] s_key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly byte[] s_next = [.. Enumerable.Range(32, 32).Select(i => (byte)i)];

    private readonly StateSealer _sealer = new(s_key, previous: null);

    private static readonly RequestState s_state = new()
    {
        ApprovalId = "a-1",
        IssuedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_123),
        Nonce = "n-1",
        Principal = "päl",
        Session = "session/p/1",
        Method = "tools/call",
        CallDigest = "d",
        PolicyVersion = "v",
        Expires = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_300_123),
        InnerState = "the server's own",
    };

    [Fact]
    public void Open_WhatWasSealed_GivesItBack() => Assert.Equal(s_state, _sealer.Open(_sealer.Seal(s_state)));

    [Fact]
    public void Seal_Twice_GivesTwoTextsOfWhichNeitherShowsAnything()
    {
        string one = _sealer.Seal(s_state);

        Assert.NotEqual(one, _sealer.Seal(s_state));
        Assert.DoesNotContain("session", System.Text.Encoding.Latin1.GetString(Base64Url.DecodeFromChars(one)), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithAnyOneBitChanged_GivesNothing()
    {
        byte[] box = Base64Url.DecodeFromChars(_sealer.Seal(s_state));
        for (int bit = 0; bit < box.Length * 8; bit++)
        {
            byte[] changed = [.. box];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.Null(_sealer.Open(Base64Url.EncodeToString(changed)));
        }
    }

    [Fact]
    public void Open_CutAnywhere_GivesNothing()
    {
        string text = _sealer.Seal(s_state);
        for (int length = 0; length < text.Length; length++)
        {
            Assert.Null(_sealer.Open(text[..length]));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64 !")]
    [InlineData("AAAA")]
    public void Open_WhatWasNeverSealed_GivesNothing(string text) => Assert.Null(_sealer.Open(text));

    [Fact]
    public void Open_WrittenInAnotherWay_GivesNothing()
    {
        string text = _sealer.Seal(s_state);

        Assert.Null(_sealer.Open(text + "="));
        Assert.Null(_sealer.Open(" " + text));
    }

    [Fact]
    public void Open_LongerThanAnySealed_GivesNothing() => Assert.Null(_sealer.Open(new string('A', StateSealer.MaxLength + 1)));

    [Fact]
    public void Open_SealedUnderThePreviousKey_GivesItBack_AndUnderAnOlderOneNothing()
    {
        string old = _sealer.Seal(s_state);
        using var next = new StateSealer(s_next, previous: s_key);
        using var after = new StateSealer([.. s_key.Reverse()], previous: s_next);

        Assert.Equal(s_state, next.Open(old));
        Assert.Null(after.Open(old));
        Assert.Null(_sealer.Open(next.Seal(s_state)));
    }

    public void Dispose() => _sealer.Dispose();

    [Fact]
    public void Open_UnderKeysThatChange_GivesWhatTheLastKeyOrTheOneBeforeSealed()
    {
        var time = new ManualTime();
        using StateSealer sealer = StateSealer.Rotating(period => System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(period)), time);
        string sealedNow = sealer.Seal(s_state);

        time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(s_state, sealer.Open(sealedNow));
        Assert.Equal(s_state, sealer.Open(sealer.Seal(s_state)));

        time.Advance(TimeSpan.FromDays(30));
        Assert.Null(sealer.Open(sealedNow));
    }
}
