namespace PolicyOs.EndToEnd.Tests;

/// <summary>A person with an operator's key, at the command line beside the gateway.</summary>
internal sealed class Operator(BundleFolder bundle, string name)
{
    private readonly string _key = bundle.At(name + ".key");

    /// <summary>Enrols; the first does so on their own, the others with the signature of one who is enrolled.</summary>
    public static async Task<Operator> EnrolAsync(BundleFolder bundle, string name, string role = "support", Operator? by = null)
    {
        var enrolled = new Operator(bundle, name);
        string[] signed = by is null ? [] : ["--key", by._key];
        (await Ran.CommandAsync("one for all", ["operators", "add", name, "--role", role, "--key-out", enrolled._key, .. Where(bundle), .. signed])).Fine();
        return enrolled;
    }

    /// <summary>Signs and acts.</summary>
    public Task<Ran> ActAsync(params string[] command) => Ran.CommandAsync("one for all", [.. command, .. Where(bundle), "--key", _key]);

    private static string[] Where(BundleFolder bundle) => ["--bundle", bundle.Path, "--store", bundle.Store];
}
