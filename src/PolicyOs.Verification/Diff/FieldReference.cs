using System.Text;

namespace PolicyOs.Verification.Diff;

/// <summary>The table of classes as a page for readers: docs/reference/diff.md is exactly this.</summary>
internal static class FieldReference
{
    public static string Markdown()
    {
        var text = new StringBuilder("""
            # How `policyos diff` classes changes

            Generated from the table that classes them. Each field is judged by itself and never by net effect: a looser bound is weakening though
            another rule still holds it.

            | class | means |
            |---|---|
            | compatible | whoever used the old bundle can use the new one, and no control moved |
            | strengthening | a control got stronger: what was let through may now be denied or asked about |
            | weakening | a control got weaker, or cannot be shown not to have |
            | breaking | what exists, what it is called or what it means is no longer the same for those who use it |

            A field below a field that permits has the class that stands here; below one that restricts (conditions of checkpoints, denials)
            wider is stronger, and the class is the opposite. Files: a missing tool contract is breaking, a new one compatible; documents are
            prose and compatible; a file that cannot be read as YAML on one side is breaking. bundle.lock.json: a pin less is weakening, another
            definition, program or instruction under a pin breaking, one more tool pinned compatible.

            """);
        foreach ((string definition, IReadOnlyDictionary<string, FieldRule> fields) in LanguageFields.All.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append("\n## ").Append(definition).Append("\n\n| field | class |\n|---|---|\n");
            foreach ((string key, FieldRule rule) in fields)
            {
                text.Append("| ").Append(key).Append(" | ").Append(rule.Meaning.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
            }
        }

        return text.ToString();
    }
}
