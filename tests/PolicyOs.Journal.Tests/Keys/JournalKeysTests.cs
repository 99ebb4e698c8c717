using PolicyOs.Journal.Keys;
using PolicyOs.Journal.Records;

namespace PolicyOs.Journal.Tests.Keys;

public sealed class JournalKeysTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly JournalKeys _keys = JournalKeys.Create();

    public void Dispose()
    {
        _keys.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Hash_SameContent_IsTheSameForOneJournalAndNotForAnother()
    {
        using JournalKeys other = JournalKeys.Create();

        Assert.Equal(_keys.Hash("a"u8), _keys.Hash("a"u8));
        Assert.NotEqual(_keys.Hash("a"u8), _keys.Hash("b"u8));
        Assert.NotEqual(_keys.Hash("a"u8), other.Hash("a"u8));
    }

    [Fact]
    public void Derive_OtherPurpose_IsAnotherKey() => Assert.NotEqual(_keys.Derive("a"), _keys.Derive("b"));

    [Fact]
    public void KeyFile_CreatedTwice_KeepsTheFirst()
    {
        string path = _folder.At("a.key");
        using JournalKeys first = KeyFile.Create(path);
        using JournalKeys second = KeyFile.Create(path);

        Assert.Equal(first.PublicKey, second.PublicKey);
        Assert.Equal(first.Hash("a"u8), second.Hash("a"u8));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Decrypt_AnyByteChangedOrOtherRecord_IsRefused()
    {
        byte[] encrypted = ReplayCipher.Encrypt(_keys, "h", new byte[ReplayCipher.NonceBytes], "result"u8);
        Assert.Equal("result"u8.ToArray(), ReplayCipher.Decrypt(_keys, "h", encrypted));

        for (int i = 0; i < encrypted.Length; i++)
        {
            encrypted[i] ^= 1;
            Assert.Throws<JournalException>(() => ReplayCipher.Decrypt(_keys, "h", encrypted));
            encrypted[i] ^= 1;
        }

        Assert.Throws<JournalException>(() => ReplayCipher.Decrypt(_keys, "g", encrypted));
        Assert.Throws<JournalException>(() => ReplayCipher.Decrypt(_keys, "h", encrypted.AsSpan(0, 5)));
    }
}
