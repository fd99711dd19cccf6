function __hopenow_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __hopenow_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __hopenow_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __hopenow_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __hopenow_parse_tokens -S
    set -l unparsed_tokens (__hopenow_tokens -pc)
    switch $unparsed_tokens[1]
    case 'hopenow'
        __hopenow_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'contact'
            __hopenow_parse_subcommand 0 'journal=' 'passphrase-fd=' 'key-file=' 'fields=' 'on=' 'place=' 'project=' 'interpreter=' 'by=' 'with=' 'follow-up-on=' 'follow-up=' 'followed-up=' 'note=' 'new-person=' 'setting=' 'met=' 'spoken=' 'person=+' 'channel=' 'initiated-by=' 'met-gender=' 'spoken-gender=' 'help-given=+' 'version' 'h/help'
        case 'screen'
            __hopenow_parse_subcommand 0 'journal=' 'passphrase-fd=' 'key-file=' 'fields=' 'on=' 'place=' 'project=' 'interpreter=' 'by=' 'with=' 'follow-up-on=' 'follow-up=' 'followed-up=' 'note=' 'new-person=' 'person=' 'resume=' 'forms=+' 'sexual-forms=+' 'sexual-setting=+' 'means=+' 'recruitment=+' 'table=' 'indicators=' 'indicator=+' 'version' 'h/help'
        case 'session'
            __hopenow_parse_subcommand 0 'journal=' 'passphrase-fd=' 'key-file=' 'fields=' 'on=' 'place=' 'project=' 'interpreter=' 'by=' 'with=' 'follow-up-on=' 'follow-up=' 'followed-up=' 'note=' 'new-person=' 'person=+' 'type=' 'arrangement=' 'channel=' 'version' 'h/help'
        case 'refer'
            __hopenow_parse_subcommand 0 'journal=' 'passphrase-fd=' 'key-file=' 'fields=' 'on=' 'place=' 'project=' 'interpreter=' 'by=' 'with=' 'follow-up-on=' 'follow-up=' 'followed-up=' 'note=' 'new-person=' 'person=' 'to=' 'group=' 'purpose=' 'basis=' 'override=' 'reason=' 'accepted=' 'rejected=' 'barrier=+' 'done=' 'withdrawn=' 'withdrawn-because=' 'outcome=' 'decided-by=' 'decided-on=' 'reflection-from=' 'extension-applied=' 'extended-until=' 'version' 'h/help'
        case 'visit'
            __hopenow_parse_subcommand 0 'journal=' 'passphrase-fd=' 'key-file=' 'fields=' 'on=' 'place=' 'project=' 'interpreter=' 'by=' 'with=' 'follow-up-on=' 'follow-up=' 'followed-up=' 'note=' 'new-person=' 'person=' 'type=' 'role=' 'to=' 'next=' 'version' 'h/help'
        case 'activity'
            __hopenow_parse_subcommand 0 'journal=' 'passphrase-fd=' 'key-file=' 'fields=' 'on=' 'place=' 'project=' 'interpreter=' 'by=' 'with=' 'follow-up-on=' 'follow-up=' 'followed-up=' 'note=' 'new-person=' 'type=' 'title=' 'participants=' 'partner=+' 'person=+' 'version' 'h/help'
        case 'support'
            __hopenow_parse_subcommand 0 'journal=' 'passphrase-fd=' 'key-file=' 'fields=' 'on=' 'place=' 'project=' 'interpreter=' 'by=' 'with=' 'follow-up-on=' 'follow-up=' 'followed-up=' 'note=' 'new-person=' 'person=' 'type=' 'item=' 'amount=' 'currency=' 'country=' 'version' 'h/help'
        case 'person'
            __hopenow_parse_subcommand 0 'journal=' 'passphrase-fd=' 'key-file=' 'fields=' 'alias=' 'gender=' 'citizenship=+' 'birth-year=' 'age-band=' 'languages=+' 'interpreter-wanted=' 'residence=' 'living=' 'dependants=' 'pregnant=' 'contact-safety=' 'safe-contact=' 'phone=' 'restrictions=' 'own-risk=' 'legal-name=' 'responsible=' 'case-status=' 'closure=' 'met-at=' 'follow-up-on=' 'follow-up=' 'followed-up=' 'note=' 'version' 'h/help'
        case 'consent'
            __hopenow_parse_subcommand 0 'journal=' 'passphrase-fd=' 'key-file=' 'fields=' 'on=' 'place=' 'project=' 'interpreter=' 'by=' 'with=' 'follow-up-on=' 'follow-up=' 'followed-up=' 'note=' 'new-person=' 'person=' 'purpose=' 'to=' 'answer=' 'how=' 'covers=+' 'informed=+' 'until=' 'version' 'h/help'
        case 'list'
            __hopenow_parse_subcommand 0 'journal=' 'passphrase-fd=' 'key-file=' 'kind=+' 'person=' 'period=' 'last=' 'format=' 'version' 'h/help'
        case 'show'
            __hopenow_parse_subcommand 1 'journal=' 'passphrase-fd=' 'key-file=' 'history' 'indicators=' 'format=' 'version' 'h/help'
        case 'agenda'
            __hopenow_parse_subcommand 0 'journal=' 'passphrase-fd=' 'key-file=' 'until=' 'person=' 'mine' 'limit=' 'format=' 'version' 'h/help'
        case 'report'
            __hopenow_parse_subcommand 1 'journal=' 'passphrase-fd=' 'key-file=' 'period=' 'internal' 'list' 'format=' 'version' 'h/help'
        case 'edit'
            __hopenow_parse_subcommand -r 2 'journal=' 'passphrase-fd=' 'key-file=' 'fields=' 'clear=+' 'version' 'h/help'
        case 'undo'
            __hopenow_parse_subcommand 0 'journal=' 'passphrase-fd=' 'key-file=' 'version' 'h/help'
        case 'delete'
            __hopenow_parse_subcommand 1 'journal=' 'passphrase-fd=' 'key-file=' 'yes' 'version' 'h/help'
        case 'merge'
            __hopenow_parse_subcommand -r 1 'journal=' 'passphrase-fd=' 'key-file=' 'dry-run' 'trust-new' 'format=' 'version' 'h/help'
        case 'conflicts'
            __hopenow_parse_subcommand 0 'journal=' 'passphrase-fd=' 'key-file=' 'format=' 'version' 'h/help'
        case 'init'
            __hopenow_parse_subcommand 0 'journal=' 'passphrase-fd=' 'key-file=' 'worker=' 'small-machine' 'version' 'h/help'
        case 'unlock'
            __hopenow_parse_subcommand 0 'journal=' 'passphrase-fd=' 'key-file=' 'for=' 'version' 'h/help'
        case 'lock'
            __hopenow_parse_subcommand 0 'journal=' 'version' 'h/help'
        case 'key'
            __hopenow_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'add'
                __hopenow_parse_subcommand 0 'journal=' 'passphrase-fd=' 'key-file=' 'new-key-file=' 'new-passphrase' 'new-passphrase-fd=' 'version' 'h/help'
            case 'list'
                __hopenow_parse_subcommand 0 'journal=' 'version' 'h/help'
            case 'remove'
                __hopenow_parse_subcommand 1 'journal=' 'passphrase-fd=' 'key-file=' 'version' 'h/help'
            end
        case 'check'
            __hopenow_parse_subcommand 0 'journal=' 'passphrase-fd=' 'key-file=' 'rebuild' 'salvage=' 'version' 'h/help'
        case 'demo'
            __hopenow_parse_subcommand 0 'workers=' 'months=' 'seed=' 'folder=' 'version' 'h/help'
        case 'help'
            __hopenow_parse_subcommand -r 1 'version'
        end
    end
end

function __hopenow_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __hopenow_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __hopenow_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __hopenow_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__hopenow_tokens -p)
    if test -z "$(__hopenow_tokens -t)"
        set -l index (count (__hopenow_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'hopenow' -f
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'contact' -d 'Record a meeting, on the street or elsewhere.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'screen' -d 'Record a screening of one person for indicators.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'session' -d 'Record a conversation with one person or a group.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'refer' -d 'Record a referral to a service or an authority.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'visit' -d 'Record a visit, or going along to an authority.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'activity' -d 'Record work that isn\'t about one person.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'support' -d 'Record material or economic help to a person.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'person' -d 'Make a page for a person; prints the code.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'consent' -d 'Record what a person said to a use of what is known.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'list' -d 'List records, the newest last.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'show' -d 'Show a record with everything in it.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'agenda' -d 'List what has to be done, and by which day.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'report' -d 'Count a period.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'edit' -d 'Change a record; nothing of what it said before is lost.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'undo' -d 'Take back what your last command wrote; again brings it back.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'delete' -d 'Delete a record, as far as you have seen it.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'merge' -d 'Take over everything new from colleagues\' journals.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'conflicts' -d 'List what several wrote without seeing each other.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'init' -d 'Make a new, empty journal.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'unlock' -d 'Keep the journal open for some time.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'lock' -d 'Close the journal at once: the next command asks again.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'key' -d 'Say what opens the journal.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'check' -d 'Read everything and say whether it is what was written.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'demo' -d 'Make an invented team\'s journals, to try things out.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" fields' -l 'fields' -d 'Read \'name: value\' lines, an empty line, then the note, from standard input (\'-\').' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" on' -l 'on' -d 'When: 2026-10-31, 31/10, yesterday 23:30; today if not given.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" place' -l 'place' -d 'A place of the team\'s list; a new one is made by typing it.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" project' -l 'project' -d 'A project of the team\'s list; a new one is made by typing it.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" interpreter' -l 'interpreter' -d 'Was there an interpreter: yes, no.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" by' -l 'by' -d 'Who was there, if somebody else is typing.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" with' -l 'with' -d 'Colleagues who were there.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" follow-up-on' -l 'follow-up-on' -d 'The day to follow up.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" follow-up' -l 'follow-up' -d 'What there is to follow up.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" followed-up' -l 'followed-up' -d 'The day on which that was done; usually given later, to \'edit\'.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" note' -l 'note' -d 'The note; \'-\' reads it from standard input.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" new-person' -l 'new-person' -d 'Somebody without a page yet: makes one with this alias. Better by the prompt.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" setting' -l 'setting' -d 'Where: street, prison, church, and so on.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" met' -l 'met' -d 'How many people you met.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" spoken' -l 'spoken' -d 'How many you spoke with.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact"' -l 'person' -d 'A person met who has a page, by code or alias; may be repeated.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" channel' -l 'channel' -d 'How you were in touch: in-person, phone, message, video, letter.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" initiated-by' -l 'initiated-by' -d 'Who took the first step: worker, person, partner, other.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" met-gender' -l 'met-gender' -d 'Of those met, how many by gender: Feminine=3,Masculine=2.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" spoken-gender' -l 'spoken-gender' -d 'Of those spoken with, how many by gender.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact"' -l 'help-given' -d 'Help given: food, medicine, clothes, and so on; may be repeated.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow contact" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" fields' -l 'fields' -d 'Read \'name: value\' lines, an empty line, then the note, from standard input (\'-\').' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" on' -l 'on' -d 'When: 2026-10-31, 31/10, yesterday 23:30; today if not given.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" place' -l 'place' -d 'A place of the team\'s list; a new one is made by typing it.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" project' -l 'project' -d 'A project of the team\'s list; a new one is made by typing it.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" interpreter' -l 'interpreter' -d 'Was there an interpreter: yes, no.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" by' -l 'by' -d 'Who was there, if somebody else is typing.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" with' -l 'with' -d 'Colleagues who were there.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" follow-up-on' -l 'follow-up-on' -d 'The day to follow up.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" follow-up' -l 'follow-up' -d 'What there is to follow up.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" followed-up' -l 'followed-up' -d 'The day on which that was done; usually given later, to \'edit\'.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" note' -l 'note' -d 'The note; \'-\' reads it from standard input.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" new-person' -l 'new-person' -d 'Somebody without a page yet: makes one with this alias. Better by the prompt.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" person' -l 'person' -d 'The person, by code or alias.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" resume' -l 'resume' -d 'Go on with this screening, by the beginning of its id.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen"' -l 'forms' -d 'Form of exploitation; may be repeated.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen"' -l 'sexual-forms' -d 'Form of sexual exploitation; may be repeated.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen"' -l 'sexual-setting' -d 'Where sexual exploitation takes place; may be repeated.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen"' -l 'means' -d 'Means of control; may be repeated.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen"' -l 'recruitment' -d 'How the person was recruited; may be repeated.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" table' -l 'table' -d 'The table of indicators; without it the first one of the reference.' -rfka 'ilo-2009-adult-labour-v1 ilo-2009-adult-sexual-draft-v1'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" indicators' -l 'indicators' -d 'A table of your own instead, written as in the reference.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen"' -l 'indicator' -d 'An indicator and yes, no, unknown, refused or not-asked; may be repeated.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow screen" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" fields' -l 'fields' -d 'Read \'name: value\' lines, an empty line, then the note, from standard input (\'-\').' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" on' -l 'on' -d 'When: 2026-10-31, 31/10, yesterday 23:30; today if not given.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" place' -l 'place' -d 'A place of the team\'s list; a new one is made by typing it.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" project' -l 'project' -d 'A project of the team\'s list; a new one is made by typing it.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" interpreter' -l 'interpreter' -d 'Was there an interpreter: yes, no.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" by' -l 'by' -d 'Who was there, if somebody else is typing.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" with' -l 'with' -d 'Colleagues who were there.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" follow-up-on' -l 'follow-up-on' -d 'The day to follow up.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" follow-up' -l 'follow-up' -d 'What there is to follow up.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" followed-up' -l 'followed-up' -d 'The day on which that was done; usually given later, to \'edit\'.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" note' -l 'note' -d 'The note; \'-\' reads it from standard input.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" new-person' -l 'new-person' -d 'Somebody without a page yet: makes one with this alias. Better by the prompt.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session"' -l 'person' -d 'A person, by code or alias; may be repeated.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" type' -l 'type' -d 'What sort: trust-building, supportive, legal-guidance, and so on.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" arrangement' -l 'arrangement' -d 'individual or group.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" channel' -l 'channel' -d 'How you were in touch: in-person, phone, message, video, letter.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow session" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" fields' -l 'fields' -d 'Read \'name: value\' lines, an empty line, then the note, from standard input (\'-\').' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" on' -l 'on' -d 'When: 2026-10-31, 31/10, yesterday 23:30; today if not given.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" place' -l 'place' -d 'A place of the team\'s list; a new one is made by typing it.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" project' -l 'project' -d 'A project of the team\'s list; a new one is made by typing it.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" interpreter' -l 'interpreter' -d 'Was there an interpreter: yes, no.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" by' -l 'by' -d 'Who was there, if somebody else is typing.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" with' -l 'with' -d 'Colleagues who were there.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" follow-up-on' -l 'follow-up-on' -d 'The day to follow up.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" follow-up' -l 'follow-up' -d 'What there is to follow up.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" followed-up' -l 'followed-up' -d 'The day on which that was done; usually given later, to \'edit\'.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" note' -l 'note' -d 'The note; \'-\' reads it from standard input.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" new-person' -l 'new-person' -d 'Somebody without a page yet: makes one with this alias. Better by the prompt.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" person' -l 'person' -d 'The person, by code or alias.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" to' -l 'to' -d 'The organisation, of the team\'s list; a new one is made by typing it.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" group' -l 'group' -d 'What sort: cmm, shelter, health, lawyer, and so on.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" purpose' -l 'purpose' -d 'For which purpose: identification, shelter, health, legal, return, social.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" basis' -l 'basis' -d 'consent, or override with the reason in --override.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" override' -l 'override' -d 'Why without consent.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" reason' -l 'reason' -d 'What is asked for.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" accepted' -l 'accepted' -d 'The day it was accepted.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" rejected' -l 'rejected' -d 'The day it was rejected.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer"' -l 'barrier' -d 'What stood in the way; may be repeated.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" done' -l 'done' -d 'The day it was done.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" withdrawn' -l 'withdrawn' -d 'The day it was withdrawn.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" withdrawn-because' -l 'withdrawn-because' -d 'Why it was withdrawn.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" outcome' -l 'outcome' -d 'What was assessed, by those who may.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" decided-by' -l 'decided-by' -d 'Who assessed it.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" decided-on' -l 'decided-on' -d 'The day it was assessed.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" reflection-from' -l 'reflection-from' -d 'The first day of the reflection period.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" extension-applied' -l 'extension-applied' -d 'The day on which an extension of it was applied for.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" extended-until' -l 'extended-until' -d 'The last day of the extended reflection period.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow refer" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" fields' -l 'fields' -d 'Read \'name: value\' lines, an empty line, then the note, from standard input (\'-\').' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" on' -l 'on' -d 'When: 2026-10-31, 31/10, yesterday 23:30; today if not given.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" place' -l 'place' -d 'A place of the team\'s list; a new one is made by typing it.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" project' -l 'project' -d 'A project of the team\'s list; a new one is made by typing it.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" interpreter' -l 'interpreter' -d 'Was there an interpreter: yes, no.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" by' -l 'by' -d 'Who was there, if somebody else is typing.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" with' -l 'with' -d 'Colleagues who were there.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" follow-up-on' -l 'follow-up-on' -d 'The day to follow up.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" follow-up' -l 'follow-up' -d 'What there is to follow up.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" followed-up' -l 'followed-up' -d 'The day on which that was done; usually given later, to \'edit\'.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" note' -l 'note' -d 'The note; \'-\' reads it from standard input.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" new-person' -l 'new-person' -d 'Somebody without a page yet: makes one with this alias. Better by the prompt.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" person' -l 'person' -d 'The person, by code or alias.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" type' -l 'type' -d 'To whom or what: prison, court, hospital, and so on.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" role' -l 'role' -d 'As what you were there: visit, accompany, assessor.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" to' -l 'to' -d 'The organisation, of the team\'s list.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" next' -l 'next' -d 'The day of the next visit.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow visit" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" fields' -l 'fields' -d 'Read \'name: value\' lines, an empty line, then the note, from standard input (\'-\').' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" on' -l 'on' -d 'When: 2026-10-31, 31/10, yesterday 23:30; today if not given.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" place' -l 'place' -d 'A place of the team\'s list; a new one is made by typing it.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" project' -l 'project' -d 'A project of the team\'s list; a new one is made by typing it.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" interpreter' -l 'interpreter' -d 'Was there an interpreter: yes, no.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" by' -l 'by' -d 'Who was there, if somebody else is typing.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" with' -l 'with' -d 'Colleagues who were there.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" follow-up-on' -l 'follow-up-on' -d 'The day to follow up.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" follow-up' -l 'follow-up' -d 'What there is to follow up.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" followed-up' -l 'followed-up' -d 'The day on which that was done; usually given later, to \'edit\'.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" note' -l 'note' -d 'The note; \'-\' reads it from standard input.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" new-person' -l 'new-person' -d 'Somebody without a page yet: makes one with this alias. Better by the prompt.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" type' -l 'type' -d 'What sort: partner-meeting, lecture, teaching, social, and so on.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" title' -l 'title' -d 'What it was about.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" participants' -l 'participants' -d 'How many took part.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity"' -l 'partner' -d 'An organisation of the team\'s list that took part; may be repeated.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity"' -l 'person' -d 'A person with a page who took part, by code or alias; may be repeated.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow activity" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" fields' -l 'fields' -d 'Read \'name: value\' lines, an empty line, then the note, from standard input (\'-\').' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" on' -l 'on' -d 'When: 2026-10-31, 31/10, yesterday 23:30; today if not given.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" place' -l 'place' -d 'A place of the team\'s list; a new one is made by typing it.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" project' -l 'project' -d 'A project of the team\'s list; a new one is made by typing it.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" interpreter' -l 'interpreter' -d 'Was there an interpreter: yes, no.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" by' -l 'by' -d 'Who was there, if somebody else is typing.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" with' -l 'with' -d 'Colleagues who were there.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" follow-up-on' -l 'follow-up-on' -d 'The day to follow up.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" follow-up' -l 'follow-up' -d 'What there is to follow up.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" followed-up' -l 'followed-up' -d 'The day on which that was done; usually given later, to \'edit\'.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" note' -l 'note' -d 'The note; \'-\' reads it from standard input.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" new-person' -l 'new-person' -d 'Somebody without a page yet: makes one with this alias. Better by the prompt.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" person' -l 'person' -d 'The person, by code or alias.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" type' -l 'type' -d 'What sort: food, medicine, clothes, transport, phone, money, housing, other.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" item' -l 'item' -d 'What was given.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" amount' -l 'amount' -d 'How much money: 250 or 250.50.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" currency' -l 'currency' -d 'In which currency: DKK, EUR, NGN, and so on.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" country' -l 'country' -d 'In which country, if not here: code or name.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow support" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" fields' -l 'fields' -d 'Read \'name: value\' lines, an empty line, then the note, from standard input (\'-\').' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" alias' -l 'alias' -d 'What the team calls the person. Better typed at the prompt or by --fields.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" gender' -l 'gender' -d 'Gender: Feminine, Masculine, TransgenderFeminine, and so on.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person"' -l 'citizenship' -d 'Country code or name; may be repeated.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" birth-year' -l 'birth-year' -d 'Year of birth.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" age-band' -l 'age-band' -d 'About how old: 18-20, 21-23, and so on.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person"' -l 'languages' -d 'Language code or name; may be repeated.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" interpreter-wanted' -l 'interpreter-wanted' -d 'Whether an interpreter is wanted: yes, no.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" residence' -l 'residence' -d 'Right of residence: danish, eu, permit, asylum, expired, none.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" living' -l 'living' -d 'Where the person lives: own, shared, shelter, street, and so on.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" dependants' -l 'dependants' -d 'How many dependants.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" pregnant' -l 'pregnant' -d 'Pregnant: yes, no.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" contact-safety' -l 'contact-safety' -d 'Whether it is safe to get in touch: safe, not-safe.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" safe-contact' -l 'safe-contact' -d 'How and when it is safe to get in touch. Better by --fields.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" phone' -l 'phone' -d 'Phone. Better by --fields.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" restrictions' -l 'restrictions' -d 'What may not be done with what is known. Better by --fields.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" own-risk' -l 'own-risk' -d 'How the person sees the risk. Better by --fields.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" legal-name' -l 'legal-name' -d 'Legal name, never shown in lists. Better by --fields.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" responsible' -l 'responsible' -d 'The worker responsible, by name.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" case-status' -l 'case-status' -d 'How the case stands: Active, FollowUp, Closed, ClosedReferred.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" closure' -l 'closure' -d 'Why the case was closed.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" met-at' -l 'met-at' -d 'The contact at which the person was met, by id.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" follow-up-on' -l 'follow-up-on' -d 'The day to follow up.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" follow-up' -l 'follow-up' -d 'What there is to follow up. Better by --fields.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" followed-up' -l 'followed-up' -d 'The day on which that was done; usually given later, to \'edit\'.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" note' -l 'note' -d 'The note; \'-\' reads it from standard input.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow person" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" fields' -l 'fields' -d 'Read \'name: value\' lines, an empty line, then the note, from standard input (\'-\').' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" on' -l 'on' -d 'When: 2026-10-31, 31/10, yesterday 23:30; today if not given.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" place' -l 'place' -d 'A place of the team\'s list; a new one is made by typing it.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" project' -l 'project' -d 'A project of the team\'s list; a new one is made by typing it.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" interpreter' -l 'interpreter' -d 'Was there an interpreter: yes, no.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" by' -l 'by' -d 'Who was there, if somebody else is typing.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" with' -l 'with' -d 'Colleagues who were there.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" follow-up-on' -l 'follow-up-on' -d 'The day to follow up.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" follow-up' -l 'follow-up' -d 'What there is to follow up.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" followed-up' -l 'followed-up' -d 'The day on which that was done; usually given later, to \'edit\'.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" note' -l 'note' -d 'The note; \'-\' reads it from standard input.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" new-person' -l 'new-person' -d 'Somebody without a page yet: makes one with this alias. Better by the prompt.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" person' -l 'person' -d 'The person, by code or alias.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" purpose' -l 'purpose' -d 'To what: keep-record, share, statistics, research.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" to' -l 'to' -d 'The organisation to share with, of the team\'s list.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" answer' -l 'answer' -d 'What the person said: given, refused, withdrawn.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" how' -l 'how' -d 'oral or written.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent"' -l 'covers' -d 'Parts that may be shared: name, contact, personal, and so on; may be repeated.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent"' -l 'informed' -d 'What was explained beforehand: purpose, storage, withdrawal; may be repeated.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" until' -l 'until' -d 'The last day on which it holds.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow consent" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow list" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow list" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow list" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow list"' -l 'kind' -d 'Only this kind: contact, person, screen, session, refer, visit; may be repeated.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow list" person' -l 'person' -d 'Only records in which this person takes part, by code or alias.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow list" period' -l 'period' -d 'Only records of these days: 2026-10, last-month, and so on.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow list" last' -l 'last' -d 'The newest so many; 0 for all.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow list" format' -l 'format' -d 'text, json or csv.' -rfka 'text json csv'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow list" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow show" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow show" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow show" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow show" history' -l 'history' -d 'Show every change, who made it and when.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow show" indicators' -l 'indicators' -d 'The table of a screening that was made with one of your own.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow show" format' -l 'format' -d 'text or json.' -rfka 'text json csv'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow show" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow agenda" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow agenda" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow agenda" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow agenda" until' -l 'until' -d 'The last day: 2026-12-31, 31/12, friday, \'2 weeks\'.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow agenda" person' -l 'person' -d 'Only what concerns this person, by code or alias.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow agenda" mine' -l 'mine' -d 'Only what you wrote, and persons whom you are responsible for.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow agenda" limit' -l 'limit' -d 'The latest so many of each sort; 0 for all.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow agenda" format' -l 'format' -d 'text, json or csv.' -rfka 'text json csv'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow agenda" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow agenda" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow report" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow report" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow report" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow report" -eq 1' -fka 'monthly'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow report" period' -l 'period' -d '2026-10, 2026-Q3, 2026, 2026-04..2026-06, last-month, this-month.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow report" internal' -l 'internal' -d 'Show true counts, also those that could point at one person.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow report" list' -l 'list' -d 'Explain each report in a line.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow report" format' -l 'format' -d 'text, json or csv.' -rfka 'text json csv'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow report" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow report" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow edit" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow edit" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow edit" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow edit" fields' -l 'fields' -d 'Read \'name: value\' lines, an empty line, then the note, from standard input (\'-\').' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow edit"' -l 'clear' -d 'Make a field as if it had never been asked; may be repeated.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow edit" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow edit" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow undo" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow undo" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow undo" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow undo" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow undo" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow delete" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow delete" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow delete" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow delete" yes' -l 'yes' -d 'Don\'t ask.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow delete" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow delete" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow merge" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow merge" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow merge" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow merge" -ge 1' -fa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow merge" dry-run' -l 'dry-run' -d 'Show exactly what the merge would do, and do nothing.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow merge" trust-new' -l 'trust-new' -d 'Let authors whom you don\'t know yet count in your team, without asking.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow merge" format' -l 'format' -d 'text or json.' -rfka 'text json csv'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow merge" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow merge" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow conflicts" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow conflicts" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow conflicts" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow conflicts" format' -l 'format' -d 'text or json.' -rfka 'text json csv'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow conflicts" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow conflicts" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow init" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow init" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow init" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow init" worker' -l 'worker' -d 'Your name, as your colleagues know it.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow init" small-machine' -l 'small-machine' -d 'For a machine with little memory: 64 MiB to open the journal, rather than 256.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow init" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow init" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow unlock" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow unlock" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow unlock" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow unlock" for' -l 'for' -d 'How long: 30m, 2h; at most 24h.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow unlock" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow unlock" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow lock" journal' -l 'journal' -d 'The journal\'s file.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow lock" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow lock" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow key" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow key" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow key" -eq 1' -fa 'add' -d 'Add a passphrase or a key file.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow key" -eq 1' -fa 'list' -d 'List what opens the journal. Needs no key.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_positional "hopenow key" -eq 1' -fa 'remove' -d 'Remove a key. A copy made before still opens with it.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow key add" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow key add" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow key add" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow key add" new-key-file' -l 'new-key-file' -d 'Make a key file at this path and add it.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow key add" new-passphrase' -l 'new-passphrase' -d 'Add a passphrase, typed on the terminal.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow key add" new-passphrase-fd' -l 'new-passphrase-fd' -d 'Add the passphrase on this descriptor.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow key add" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow key add" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow key list" journal' -l 'journal' -d 'The journal\'s file.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow key list" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow key list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow key remove" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow key remove" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow key remove" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow key remove" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow key remove" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow check" journal' -l 'journal' -d 'The journal\'s file; else HOPENOW_JOURNAL, else the one in your data folder.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'hopenow\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow check" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from this descriptor, a line.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow check" key-file' -l 'key-file' -d 'Open with this key file; else HOPENOW_KEY_FILE.' -rF
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow check" rebuild' -l 'rebuild' -d 'Make again what lists and reports read, from the records.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow check" salvage' -l 'salvage' -d 'Save what is left into a new journal here.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow check" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow demo" workers' -l 'workers' -d 'How many workers.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow demo" months' -l 'months' -d 'How many months, up to the last complete one.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow demo" seed' -l 'seed' -d 'Decides who is invented.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow demo" folder' -l 'folder' -d 'An empty or new folder; else a temporary one.' -rfka ''
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow demo" version' -l 'version' -d 'Show the version.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow demo" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hopenow' -n '__hopenow_should_offer_completions_for_flags_or_options "hopenow help" version' -l 'version' -d 'Show the version.'
