using PolicyOs.Journal.Operators;

namespace PolicyOs.Operate.Tests;

/// <summary>A person with an operator's key, at the command line.</summary>
internal sealed class Person(OperateBundle bundle, string name, string passphrase)
{
    public string Name => name;

    public string KeyFile => bundle.At(name + ".key");

    /// <summary>Enrols; the first does so on their own, the others with the signature of one who is enrolled.</summary>
    public static async Task<Person> EnrolAsync(OperateBundle bundle, string name, Person? by = null)
    {
        var person = new Person(bundle, name, "of " + name);
        string[] signed = by is null ? [] : ["--key", by.KeyFile];
        (await PolicyOsProcess.RunAsync(by?.Passphrase, person.Passphrase, ["operators", "add", name, "--role", "support", "--key-out", person.KeyFile, .. Where(bundle), .. signed])).Fine();
        return person;
    }

    /// <summary>The options that say which journal.</summary>
    public static string[] Where(OperateBundle bundle) => ["--bundle", bundle.Path, "--store", bundle.Store];

    /// <summary>Signs and acts.</summary>
    public Task<Ran> ActAsync(params string[] command) => PolicyOsProcess.RunAsync(Passphrase, [.. command, .. Where(bundle), "--key", KeyFile]);

    /// <summary>What opens the key.</summary>
    public string Passphrase => passphrase;

    /// <summary>The key, for what the command line would not sign.</summary>
    public OperatorKey Unlock() => OperatorKeyFile.Open(KeyFile, passphrase)!;

    /// <summary>Asks for rows as JSON.</summary>
    public static async Task<Rows> ReadAsync(OperateBundle bundle, params string[] command) =>
        new((await PolicyOsProcess.RunAsync(null, [.. command, .. Where(bundle), "--json"])).Fine().Json);
}
