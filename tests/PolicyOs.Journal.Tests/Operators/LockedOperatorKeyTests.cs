using System.Text;
using PolicyOs.Journal.Operators;

namespace PolicyOs.Journal.Tests.Operators;

public sealed class LockedOperatorKeyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly OperatorKey _key = OperatorKey.Create("olga");

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Unlock_RightPassphrase_GivesTheKeyBack()
    {
        byte[] text = Locked();

        using OperatorKey? again = LockedOperatorKey.Unlock(text, "correct horse");

        Assert.Equal((_key.Name, _key.PublicKey), (again!.Name, again.PublicKey));
        Assert.DoesNotContain(Convert.ToBase64String(_key.PrivateKey()), Encoding.UTF8.GetString(text), StringComparison.Ordinal);
    }

    [Fact]
    public void Unlock_WrongPassphrase_IsNull() => Assert.Null(LockedOperatorKey.Unlock(Locked(), "correct horsf"));

    [Fact]
    public void Unlock_NameChanged_IsNull() => Assert.Null(
        LockedOperatorKey.Unlock(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Locked()).Replace("olga", "paul", StringComparison.Ordinal)), "correct horse"));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"format":"policyos-operator-key/1","name":"olga","public":"","iterations":999999999,"salt":"","nonce":"","key":""}""")]
    [InlineData("""{"format":"policyos-operator-key/1","name":"olga","public":"","iterations":1,"salt":"AAAAAAAAAAA=","nonce":"","key":""}""")]
    public void Unlock_SomethingElse_SaysSo(string text) =>
        Assert.Equal(JournalFault.Keys, Assert.Throws<JournalException>(() => LockedOperatorKey.Unlock(Encoding.UTF8.GetBytes(text), "x")).Fault);

    [Theory]
    [InlineData("")]
    [InlineData("../olga")]
    [InlineData(".olga")]
    [InlineData("olga\u001b[2J")]
    public void Create_NameThatNoOperatorHas_IsADefectOfTheCaller(string name) => Assert.Throws<ArgumentException>(() => OperatorKey.Create(name));

    [Fact]
    public void KeyFile_Created_IsForItsOwnerOnlyAndNeverReplaced()
    {
        string path = _folder.At("olga.key");
        OperatorKeyFile.Create(path, _key, "correct horse");

        using OperatorKey? again = OperatorKeyFile.Open(path, "correct horse");
        Assert.Equal(_key.PublicKey, again!.PublicKey);
        Assert.Null(OperatorKeyFile.Open(path, "something else"));
        Assert.Throws<JournalException>(() => OperatorKeyFile.Create(path, _key, "other"));
        Assert.Throws<JournalException>(() => OperatorKeyFile.Open(_folder.At("nobody.key"), "x"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
            Assert.Contains("chmod 600", Assert.Throws<JournalException>(() => OperatorKeyFile.Open(path, "correct horse")).Message, StringComparison.Ordinal);
        }
    }

    private byte[] Locked() => LockedOperatorKey.Lock(_key, "correct horse", new byte[16], new byte[12], 1000);
}
