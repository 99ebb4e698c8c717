using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Tests.Mutation.Kinds;

/// <summary>Fewer people have to agree to a call, or others may.</summary>
internal sealed class LoosenedSeats : IMutationKind
{
    public IEnumerable<Mutant> At(MutationPlace place)
    {
        if (place.Key == "approvers" && place.Items.Length > 0)
        {
            string rule = (place.Owner.Find("rule") ?? place.Owner.Find("approval_rule"))?.Value is YamlNode.Scalar { Text: var text } ? text : "any";
            for (int i = 0; i < place.Items.Length; i++)
            {
                int seat = i;
                yield return place.Changed(MutationOperator.LoosenSeat, $"{MutationPlace.NameOf(place.Items[i], i)} -> anybody", list => Edits.Replace(list, seat, Anybody(list)));
                if (rule == "all" && place.Items.Length > 1)
                {
                    yield return place.WithoutItem(i) with { Operator = MutationOperator.LoosenSeat };
                }
            }

            if (rule == "any")
            {
                yield return place.Changed(MutationOperator.LoosenSeat, "anybody too", list => Edits.Append(list, Anybody(list)));
            }
        }
        else if (place.Key == "route_to")
        {
            yield return place.Changed(MutationOperator.LoosenSeat, $"{place.Text} -> anybody", static _ => Edits.Text("anybody"));
        }
    }

    private static YamlNode.Mapping Anybody(YamlNode list) => Edits.Mapping(list, "role", Edits.Text("anybody"));
}
