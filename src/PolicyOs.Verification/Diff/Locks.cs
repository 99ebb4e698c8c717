using System.Collections.Frozen;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Diff;

/// <summary>
/// bundle.lock.json of two bundles: what is accepted of the servers. It is generated, so that only what is pinned counts: a pin less is
/// weakening, another definition or program under a pin is breaking.
/// </summary>
internal static class Locks
{
    private const string File = "bundle.lock.json";

    public static void Compare(BundleLock? old, BundleLock? @new, List<BundleChange> found)
    {
        if (old?.Digest == @new?.Digest)
        {
            return;
        }

        if (old is null || @new is null)
        {
            bool pinned = old is null;
            Add(found, pinned ? ChangeClass.Strengthening : ChangeClass.Weakening, "lock", string.Empty, pinned ? "what servers offer is pinned" : "what servers offer is not pinned any more");
            return;
        }

        foreach (string server in old.Servers.Keys.Union(@new.Servers.Keys).Order(StringComparer.Ordinal))
        {
            LockedServer? before = old.Servers.GetValueOrDefault(server);
            LockedServer? after = @new.Servers.GetValueOrDefault(server);
            if (before is null || after is null)
            {
                Add(found, after is null ? ChangeClass.Weakening : ChangeClass.Strengthening, "lock.servers", $"servers[{server}]", after is null ? "a server less is pinned" : "a server more is pinned");
                continue;
            }

            Pins(found, $"servers[{server}].files", before.Files, after.Files, static file => file);
            Pins(found, $"servers[{server}].tools", before.Tools, after.Tools, static entry => entry.Sha256);
            Pins(found, $"servers[{server}].prompts", before.Prompts, after.Prompts, static entry => entry.Sha256);
            Pins(found, $"servers[{server}].resources", before.Resources, after.Resources, static entry => entry.Sha256);
            Pins(found, $"servers[{server}].resource_templates", before.ResourceTemplates, after.ResourceTemplates, static entry => entry.Sha256);
            if (before.Instructions != after.Instructions)
            {
                Add(found, ChangeClass.Breaking, "lock.instructions", $"servers[{server}].instructions", "other instructions to models are accepted");
            }
        }
    }

    private static void Pins<T>(List<BundleChange> found, string path, FrozenDictionary<string, T> old, FrozenDictionary<string, T> @new, Func<T, string> digest)
    {
        foreach (string name in old.Keys.Union(@new.Keys).Order(StringComparer.Ordinal))
        {
            (ChangeClass Class, string Why)? change = (old.TryGetValue(name, out T? before), @new.TryGetValue(name, out T? after)) switch
            {
                (true, false) => (ChangeClass.Weakening, "it is not pinned any more"),
                (false, true) => (ChangeClass.Compatible, "one more is pinned; the contract opens it"),
                _ when digest(before!) != digest(after!) => (ChangeClass.Breaking, "another definition is accepted"),
                _ => null,
            };
            if (change is (var of, { } why))
            {
                Add(found, of, "lock.pins", $"{path}[{name}]", why);
            }
        }
    }

    private static void Add(List<BundleChange> found, ChangeClass of, string field, string path, string why) =>
        found.Add(new(of, field, path, null, null, new(File, 1, 1, 0), new(File, 1, 1, 0), why));
}
